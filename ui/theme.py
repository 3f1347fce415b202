"""How the program looks: Fusion, one palette in a light and a dark set, one font, one icon set.

Slate greys, one teal accent, amber for due and brick for overdue; every pair of text and
ground has a contrast of 4.5:1 or more (a test computes it). A state is always an icon and a
word as well as a colour. Distances are multiples of `GRID` pixels.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget

from rescueapp import paths

GRID = 8
FONT_FAMILY = "Noto Sans SC"
OTHER_SCRIPTS = ("Noto Sans Myanmar", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Thai")
FONT_POINTS = 10.5
THEMES = ("system", "light", "dark")

LIGHT = {
    "window": "#f3f5f7",
    "base": "#ffffff",
    "raised": "#e9edf0",
    "text": "#1d2935",
    "muted": "#51606e",
    "border": "#c3ccd4",
    "accent": "#0b6e66",
    "accent_hover": "#0a5b55",
    "accent_pale": "#dceeec",
    "on_accent": "#ffffff",
    "amber": "#7f5200",
    "amber_pale": "#fdf1d7",
    "brick": "#9b3222",
    "brick_pale": "#fae6e1",
    "training": "#5a3d8a",
    "training_pale": "#ece5f7",
    "cover": "#f3f5f7",
}
DARK = {
    "window": "#1a2129",
    "base": "#212a33",
    "raised": "#2b3641",
    "text": "#e3e9ee",
    "muted": "#a4b1bd",
    "border": "#44525f",
    "accent": "#55bdb0",
    "accent_hover": "#71cfc3",
    "accent_pale": "#1f4441",
    "on_accent": "#0c1f1d",
    "amber": "#ecc06c",
    "amber_pale": "#3d3320",
    "brick": "#f29c8c",
    "brick_pale": "#472925",
    "training": "#cdb6f2",
    "training_pale": "#372d4d",
    "cover": "#1a2129",
}

_ICON_SIZES = (16, 20, 24, 32, 48, 64, 96)
_DRAWN = "drawnDark"  # the property in which a widget remembers its set
_chosen = ["system"]


def load_fonts() -> None:
    """Register the bundled faces: before the first widget, or the first text is measured wrong."""
    for face in sorted(paths.resources("fonts").glob("NotoSans*.ttf")):
        QFontDatabase.addApplicationFont(str(face))


def start(application: QApplication, theme: str = "system") -> None:
    """Dress the application. Called once, before the first widget."""
    load_fonts()
    application.setStyle(QStyleFactory.create("Fusion"))
    font = QFont([FONT_FAMILY, *OTHER_SCRIPTS])
    font.setPointSizeF(FONT_POINTS)
    application.setFont(font)
    choose(theme)


def choose(theme: str) -> None:
    """Use `light`, `dark` or what the desktop uses (`system`), at once and everywhere."""
    _chosen[0] = theme if theme in THEMES else "system"
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setPalette(_palette(colours()))
    application.setStyleSheet(_style(colours()))
    for widget in application.allWidgets():
        name = widget.property("iconName")
        if name and isinstance(widget, QAbstractButton):
            widget.setIcon(icon(name, widget.property("iconColour") or "text"))


def follow_desktop() -> None:
    """Change with the desktop's colours, as long as nobody chose others."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _: choose("system") if chosen() == "system" else None)


def turned(widget: QWidget, event: QEvent) -> bool:
    """Whether a change event tells a widget that it was drawn in the other set of colours.

    For what holds icons or colours of its own. Style sheets send many palette changes that
    change nothing.
    """
    if event.type() != QEvent.Type.PaletteChange or widget.property(_DRAWN) == is_dark():
        return False
    widget.setProperty(_DRAWN, is_dark())
    return True


def chosen() -> str:
    return _chosen[0]


def is_dark() -> bool:
    if _chosen[0] != "system":
        return _chosen[0] == "dark"
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def colours() -> dict[str, str]:
    """The set in use: name → "#rrggbb"."""
    return DARK if is_dark() else LIGHT


def colour(name: str) -> QColor:
    return QColor(colours()[name])


def icon(name: str, colour_name: str = "text") -> QIcon:
    """An icon of `resources/icons`, drawn in a colour of the set in use."""
    return _icon(name, colours()[colour_name], colours()["border"])


def dress(widget: QAbstractButton, name: str, colour_name: str = "text") -> None:
    """Give a button or action an icon that follows the theme."""
    widget.setProperty("iconName", name)
    widget.setProperty("iconColour", colour_name)
    widget.setIcon(icon(name, colour_name))


def pixmap(name: str, colour_name: str = "text", size: int = 16) -> QPixmap:
    return icon(name, colour_name).pixmap(QSize(size, size))


@cache
def _icon(name: str, shade: str, faint: str) -> QIcon:
    """`faint`: the colour of what cannot be pressed. Both "#rrggbb"."""
    drawn = QIcon()
    source = paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    for tint, modes in (
        (shade, (QIcon.Mode.Normal, QIcon.Mode.Selected)),
        (faint, (QIcon.Mode.Disabled,)),
    ):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", tint).encode()))
        for size in _ICON_SIZES:
            picture = _drawn(renderer, size)
            for mode in modes:
                drawn.addPixmap(picture, mode)
    return drawn


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def _palette(named: dict[str, str]) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, roles in {
        "window": (role.Window, role.Button),
        "base": (role.Base, role.ToolTipBase),
        "raised": (role.AlternateBase, role.Midlight),
        "text": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        "muted": (role.PlaceholderText,),
        "border": (role.Mid, role.Dark),
        "accent": (role.Highlight, role.Link, role.Accent),
        "on_accent": (role.HighlightedText,),
    }.items():
        for each in roles:
            palette.setColor(each, QColor(named[name]))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(named["muted"]))
    return palette


def _style(named: dict[str, str]) -> str:
    """The style sheet with `@names` replaced; longer names first, so @text is not in @text_x."""
    folder = paths.resources("style")
    sheet = (folder / "rescueapp.qss").read_text(encoding="utf-8")
    words = {**named, "style": folder.as_posix(), "mode": "dark" if named is DARK else "light"}
    for name in sorted(words, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", words[name])
    return sheet
