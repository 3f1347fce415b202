"""Exchange. A station: what leaves, to whom, receipts. An office: what comes in, from whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.exchanging import enrolment, exchange, receiving
from rescueapp.actions.exchanging.exchange import Confirmed, Exported
from rescueapp.actions.exchanging.receiving import Received
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress
from rescueapp.storage.exchange_log import Correspondent, Export, ReceivedPackage
from rescueapp.workspace import Workspace
from ui import messages, texts
from ui.arrivals import ArrivalsCard
from ui.lists.exchange_lists import CORRESPONDENTS, EXPORTS, RECEIVED, station_lines
from ui.lists.rows import Lines, Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.tasks import Result, Then
from ui.theme import GRID
from ui.today.night_card import NightCard
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.key_desk import EnrolDialog, KeyCard
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.period import Period, half_year
from ui.widgets.words import Words

_TITLE = mark("Exchange", "exchange")
_SEND = mark("Send to the superior office", "exchange")
_LEAVES = mark(
    "Leaves: for each case a pseudonym, the coded facts (age band, sex, origin, what happened, "
    "services, outcome), the period.",
    "exchange",
)
_STAYS = mark(
    "Stays here: names, aliases, numbers, documents, addresses, everything written in words, "
    "health and psychology in words, attachments.",
    "exchange",
)
_FROM = mark("&From", "exchange")
_TO = mark("&To", "exchange")
_EXPORT = mark("Make the package…", "exchange")
_FOLDER = mark("Choose the medium", "exchange")
_EXPORTING = mark("Making the package…", "exchange")
_EXPORTED = mark(
    "Package number {number} with {cases} cases is written. Take it to the office; "
    "it is confirmed when the receipt comes back.",
    "exchange",
)
_NO_CASES = mark(
    "No case falls into this period. If that is not so, choose another period and make a new one.",
    "exchange",
)
_RECEIPTS_BESIDE = mark(
    "The receipts lie beside the packages. Take them back to the stations.", "exchange"
)
_NO_OFFICE = mark("No office is enrolled yet. Exchange key files first (below).", "exchange")
_FIRST_DATES = mark("Put the period right first.", "exchange")
_FIRST_OFFICE = mark("First enrol the office.", "exchange")
_SENT = mark("Sent packages", "exchange")
_RECEIPT = mark("Take a receipt…", "exchange")
_RECEIPT_KINDS = mark("Receipts (*.rescuereceipt);;All files (*)", "exchange")
_RECEIPT_TAKEN = mark("The receipt is filed. The package is confirmed.", "exchange")
_RECEIPT_MISSING = mark(
    "The receipt is filed. The office has never seen these earlier packages: {numbers}.",
    "exchange",
)
_RECEIVE = mark("Receive from stations", "exchange")
_RECEIVE_WORDS = mark(
    "Every package is checked whole before anything of it is taken in. A signed receipt for "
    "each is written beside it, to go back to its station.",
    "exchange",
)
_FILES = mark("Choose packages…", "exchange")
_PACKAGE_KINDS = mark("Packages (*.age);;All files (*)", "exchange")
_RECEIVING = mark("Checking packages…", "exchange")
_STATIONS = mark("Stations", "exchange")
_ENROLLED = mark("Enrolled", "exchange")
_KEY_KINDS = mark("Key files (*.rescuekey);;All files (*)", "exchange")
_CHOOSE_KEYS = mark("Choose the key file", "exchange")
_WRITE_KEYS = mark("Where to write our key file", "exchange")
_OUR_WORDS = mark("Read these words aloud to the other side: {words}", "exchange")
_NO_EXPORTS = mark("No package has been made yet.", "exchange")
_NO_STATIONS = mark("No station is enrolled yet. Exchange key files first (below).", "exchange")
_NOBODY_ENROLLED = mark("Nobody is enrolled yet.", "exchange")
_ENROLLED_NOW = mark("Enrolled: {name}.", "exchange")

_FEWEST_ROWS, _MOST_ROWS = 2, 5


class ExchangePage(Page):
    """One page for both kinds of vault; what a role may not do is not shown."""

    def __init__(self, session: Session, _: Navigator, __: Settings) -> None:
        super().__init__("exchangePage")
        self._session = session
        self._enrolling: EnrolDialog | None = None
        self._has_office = False
        self._build()

    def enter(self, **_: Any) -> None:
        self._read()
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        if changed.exchange or changed.everything:
            self._read()

    # --- reading -------------------------------------------------------------------------

    def _read(self) -> None:
        if self._nights is not None:
            self._nights.read()
        if self._arrivals is not None:
            self._arrivals.read()
        if self._is_office:
            self._session.run(
                lambda ws: (enrolment.correspondents(ws), receiving.packages(ws)),
                lambda found: self._show_received(*found), owner=self,
            )  # fmt: skip
        else:
            self._session.run(
                lambda ws: (enrolment.correspondents(ws), exchange.exports(ws)),
                lambda found: self._show_sent(*found), owner=self,
            )  # fmt: skip

    def _show_received(self, enrolled: list[Correspondent], came: list[ReceivedPackage]) -> None:
        self._enrolled.show_rows(enrolled)
        self._stations.show_rows(station_lines(enrolled, came))

    def _show_sent(self, enrolled: list[Correspondent], made: list[Export]) -> None:
        self._enrolled.show_rows(enrolled)
        self._packages.show_rows(made)
        self._has_office = any(c.kind == "office" and not c.retired_at for c in enrolled)
        self._no_office.say("" if self._has_office else say(_NO_OFFICE), "amber")
        self._offer_export()

    # --- a station -----------------------------------------------------------------------

    def _offer_export(self) -> None:
        """The button, or why there is none to press."""
        reason = "" if self._period.fine else say(_FIRST_DATES)
        reason = reason if self._has_office else say(_FIRST_OFFICE)
        self._export_button.setEnabled(not reason)
        self._export_button.setToolTip(reason)
        self._export_button.setAccessibleDescription(reason)
        self._why_not.setText(reason)

    def _export(self) -> None:
        if not self._busy.running and self._period.fine:
            messages.choose_folder(self, say(_FOLDER), self._export_to)

    def _export_to(self, folder: Path) -> None:
        start, end = self._period.iso()
        self._long(
            lambda ws, progress: exchange.export_package(
                ws,
                out_dir=folder,
                level="pseudonymous",
                period_from=start,
                period_to=end,
                progress=progress,
            ),
            self._exported,
            _EXPORTING,
        )

    def _exported(self, made: Exported) -> None:
        words = [say(_EXPORTED(number=made.sequence, cases=made.cases)), *map(say, made.notes())]
        if not made.cases:
            words.append(say(_NO_CASES))
        self._done("\n".join(words), "teal" if made.cases and not made.notes() else "amber")
        self._session.tell(made.changed)

    def _take_receipt(self) -> None:
        messages.choose_file(self, say(_RECEIPT), say(_RECEIPT_KINDS), self._take_receipt_of)

    def _take_receipt_of(self, path: Path) -> None:
        def taken(confirmed: Confirmed) -> None:
            missing = texts.listed(str(number) for number in confirmed.missing)
            words = _RECEIPT_MISSING(numbers=missing) if missing else _RECEIPT_TAKEN()
            words = confirmed.answer or words
            self._done(say(words), "amber" if confirmed.refused else "teal")
            self._session.tell(confirmed.changed)

        self._session.run(
            lambda ws: exchange.take_receipt(ws, path), taken, self._failed, owner=self
        )

    # --- an office ---------------------------------------------------------------------------

    def _receive(self) -> None:
        if not self._busy.running:
            messages.choose_files(self, say(_FILES), say(_PACKAGE_KINDS), self._receive_files)

    def _receive_files(self, paths: list[Path]) -> None:
        receipts = paths[0].parent
        self._long(
            lambda ws, progress: receiving.receive(ws, paths, receipts, progress),
            self._received,
            _RECEIVING,
        )

    def _received(self, results: list[Received]) -> None:
        lines = [line for result in results for line in result.lines()]
        if any(result.receipt for result in results):
            lines.append(say(_RECEIPTS_BESIDE))
        if not any(result.refused for result in results):
            self._done("\n".join(lines), "amber" if any(r.gap for r in results) else "teal")
        else:
            mixed = any(not result.refused for result in results)
            self._done("\n".join(lines), "amber" if mixed else "brick")
        self._session.tell(Changed(exchange=True))

    # --- keys ------------------------------------------------------------------------------------

    def _write_keys(self) -> None:
        messages.choose_folder(self, say(_WRITE_KEYS), self._write_keys_to)

    def _write_keys_to(self, folder: Path) -> None:
        self._session.run(
            lambda ws: enrolment.write_key_file(ws, folder),
            lambda written: self._done(say(_OUR_WORDS(words="  ".join(written.words)))),
            self._failed,
            owner=self,
        )

    def _enrol(self) -> None:
        messages.choose_file(self, say(_CHOOSE_KEYS), say(_KEY_KINDS), self._read_keys)

    def _read_keys(self, path: Path) -> None:
        self._session.tasks.beside(
            lambda _: enrolment.look_at_key_file(path),
            lambda keys: self._ask_words(path, keys),
            owner=self,
            failed=self._failed,
        )

    def _ask_words(self, path: Path, keys: KeyFile) -> None:
        self._enrolling = EnrolDialog(self, path, keys, self._enrol_now)
        self._enrolling.open()

    def _enrol_now(self, path: Path, typed: str) -> None:
        dialog = self._enrolling
        assert dialog is not None

        def enrolled(changed: Changed) -> None:
            dialog.accept()
            self._done(say(_ENROLLED_NOW(name=dialog.keys.name)))
            self._session.tell(changed)

        self._session.run(
            lambda ws: enrolment.enrol(ws, path, typed),
            enrolled,
            lambda error: dialog.refuse(messages.words_of(error)),
            owner=dialog,
        )

    # --- what happened ---------------------------------------------------------------------------

    def _long(
        self, work: Callable[[Workspace, Progress], Result], done: Then[Result], words: Text
    ) -> None:
        self._notice.say("")
        job = self._session.run_long(
            work, done, self._failed, owner=self, moved=self._busy.moved, cancelled=self._busy.end
        )
        self._busy.begin(job, say(words))

    def _done(self, words: str, tone: str = "teal") -> None:
        self._busy.end()
        self._notice.say(words, tone)

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self._notice.say(messages.words_of(error), "brick")

    # --- building --------------------------------------------------------------------------------

    @property
    def _is_office(self) -> bool:
        return bool(self._session.vault.kind == "office")

    def focus_first(self) -> None:
        if self._is_office:
            self._receive_button.setFocus()
        elif self._export_button.isEnabled():
            self._export_button.setFocus()
        else:
            self._period.start.setFocus()

    def _build(self) -> None:
        self.column.addWidget(Words(say(_TITLE), "title"))
        self._notice = Notice(name="exchangeNotice")
        self._busy = Busy("exchangeBusy")
        self.column.addWidget(self._notice)
        self.column.addWidget(self._busy)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        self._stations, self._packages = Rows(RECEIVED, self), Rows(EXPORTS, self)
        column.addWidget(self._receive_card() if self._is_office else self._send_card())
        column.addWidget(self._lines_card())
        self._nights = NightCard(self._session) if self._is_office else None
        if self._nights is not None:
            column.addWidget(self._nights)
        takes_up = not self._is_office and self._session.may(Act.TAKE_UP)
        self._arrivals = ArrivalsCard(self._session) if takes_up else None
        if self._arrivals is not None:
            column.addWidget(self._arrivals)
        self._enrolled = Rows(CORRESPONDENTS, self)
        self._keys = KeyCard(self._write_keys, self._enrol)
        enrolled = _short_table("enrolledTable", _ENROLLED, self._enrolled)
        enrolled.say_when_empty(say(_NOBODY_ENROLLED))
        self._keys.column.addWidget(enrolled)
        self._keys.setVisible(self._session.may(Act.ENROL))
        column.addWidget(self._keys)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def _send_card(self) -> Card:
        card = Card(say(_SEND), name="sendCard")
        self._no_office = Notice(name="noOffice")
        for widget in (self._no_office, Words(say(_LEAVES)), Words(say(_STAYS), "muted")):
            card.column.addWidget(widget)
        start, end = half_year(clock.today())
        self._period = Period("export", (_FROM, start), (_TO, end))
        self._period.checked.connect(lambda _: self._offer_export())
        self._export_button = Button(
            say(_EXPORT), "exportPackage", self._export, icon="upload", kind="primary"
        )
        self._why_not = Words(role="muted", name="exportWhyNot", wrap=False)
        card.column.addWidget(self._period, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addWidget(self._export_button)
        row.addWidget(self._why_not)
        row.addStretch(1)
        card.column.addLayout(row)
        card.setVisible(self._session.may(Act.EXPORT))
        return card

    def _receive_card(self) -> Card:
        card = Card(say(_RECEIVE), name="receiveCard")
        card.column.addWidget(Words(say(_RECEIVE_WORDS), "muted"))
        self._receive_button = Button(
            say(_FILES), "receivePackages", self._receive, icon="download", kind="primary"
        )
        row = QHBoxLayout()
        row.addWidget(self._receive_button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _lines_card(self) -> Card:
        title = _STATIONS if self._is_office else _SENT
        lines: Lines = self._stations if self._is_office else self._packages
        card = Card(say(title), name="linesCard")
        table = _short_table("exchangeLines", title, lines)
        table.say_when_empty(say(_NO_STATIONS if self._is_office else _NO_EXPORTS))
        card.column.addWidget(table)
        if not self._is_office and self._session.may(Act.TAKE_RECEIPT):
            row = QHBoxLayout()
            row.addWidget(Button(say(_RECEIPT), "takeReceipt", self._take_receipt, icon="receipt"))
            row.addStretch(1)
            card.column.addLayout(row)
        return card


def _short_table(name: str, title: Text, rows: Lines) -> Table:
    """As high as its rows, from two to a few; the rest is scrolled."""
    table = Table(name, say(title), rows)

    def fit() -> None:
        shown = min(max(rows.rowCount(), _FEWEST_ROWS), _MOST_ROWS)
        table.setFixedHeight((shown + 1) * ROW_HEIGHT + GRID)

    rows.modelReset.connect(fit)
    fit()
    return table
