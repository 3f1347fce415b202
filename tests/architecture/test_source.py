"""What must not stand in the source, and what must."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import (
    PRODUCT,
    ROOT,
    Found,
    dotted,
    modules,
    nodes,
    tree,
)

EVERYWHERE = (*PRODUCT, "tests")
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser",
    "websockets", "xmlrpc", "QtNetwork", "QtWebEngineCore", "QtWebSockets",
}  # fmt: skip
UNNAMED = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "tools"}
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "time.localtime", "time.gmtime", "datetime.datetime.now",
}  # fmt: skip


# The clock itself, and the guard, which measures idle seconds on both clocks of the computer.
MEASURING = (ROOT / "rescueapp" / "clock.py", ROOT / "ui" / "guard.py")


def shown(found: Iterator[Found]) -> list[str]:
    return [str(each) for each in found]


def calls(*packages: str) -> Iterator[tuple[Path, ast.Call, str]]:
    for path, node in nodes(*packages):
        if isinstance(node, ast.Call):
            yield path, node, dotted(node.func)


def test_nothing_is_printed() -> None:
    found = (Found(p, c.lineno, name) for p, c, name in calls(*PRODUCT) if name == "print")
    assert shown(found) == []


def test_no_error_is_swallowed_whole() -> None:
    def silent(handler: ast.ExceptHandler) -> bool:
        broad = handler.type is None or dotted(handler.type) in ("Exception", "BaseException")
        return broad and all(isinstance(line, ast.Pass | ast.Continue) for line in handler.body)

    handlers = (
        Found(path, node.lineno, "except")
        for path, node in nodes(*PRODUCT)
        if isinstance(node, ast.ExceptHandler) and silent(node)
    )
    suppressed = (
        Found(path, call.lineno, "suppress")
        for path, call, name in calls(*PRODUCT)
        if name.split(".")[-1] == "suppress"
        and {"Exception", "BaseException"} & {dotted(argument) for argument in call.args}
    )
    assert shown(handlers) + shown(suppressed) == []


def test_k30_no_module_reaches_a_network() -> None:
    def imported(node: ast.AST) -> set[str]:
        if isinstance(node, ast.Import):
            return {name.name.split(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            package = (node.module or "").split(".")[0]
            if package not in PRODUCT:  # a module of our own is no library of that name
                return {package, *(name.name for name in node.names)}
        return set()

    found = (
        Found(path, getattr(node, "lineno", 0), name)
        for path, node in nodes(*PRODUCT)
        for name in imported(node) & NETWORK
    )
    assert shown(found) == []


def test_only_storage_sends_statements() -> None:
    found = (
        Found(path, call.lineno, name)
        for path, call, name in calls(*PRODUCT)
        if name.split(".")[-1] in ("execute", "execute_many", "executemany", "executescript")
        and ROOT / "rescueapp" / "storage" not in path.parents
    )
    assert shown(found) == []


def test_the_time_is_asked_of_one_clock() -> None:
    found = (
        Found(path, call.lineno, name)
        for path, call, name in calls(*PRODUCT)
        if name in CLOCKS and path not in MEASURING
    )
    assert shown(found) == []


def test_nothing_waits_for_a_while() -> None:
    found = (
        Found(path, call.lineno, name)
        for path, call, name in calls(*EVERYWHERE)
        if name in ("time.sleep", "sleep", "QThread.sleep", "QThread.msleep", "QTest.qSleep")
    )
    assert shown(found) == []


def test_no_module_is_named_after_nothing() -> None:
    assert [p for p in modules(*EVERYWHERE) if {p.stem, *p.parent.parts[-2:]} & UNNAMED] == []


def test_every_module_and_everything_public_says_what_it_is() -> None:
    silent = (
        Found(path, 1, "module")
        for path in modules(*PRODUCT)
        if path.stem != "__init__" and not ast.get_docstring(tree(path))
    )
    missing = (
        Found(path, node.lineno, node.name)
        for path in modules("rescueapp")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    )
    assert shown(silent) + shown(missing) == []


# --- words -----------------------------------------------------------------------------------

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".tsv",
    ".sql",
    ".qss",
    ".svg",
    ".lock",
    ".sh",
    ".cfg",
    ".txt",
    ".po",
}
LEFT_OUT = {".git", ".venv", "tour", "demo", "build", "dist", "__pycache__"}
# In pieces, so that this file does not name them.
FOREIGN = "|".join(
    [
        "/" + r"work\b",
        "/" + "root/",
        "/" + r"home/[a-z]",
        r"\bpy" + r"pi\b",
        "python" + "hosted",
        "(?<!no-emit-)index" + "-url",
        "npm" + "js",
        r"\bcrates" + r"\.io",
        "arti" + "factory",
        r"\bclau" + "de",
        r"\banth" + "ropic",
        r"\bchat" + "gpt",
    ]
)
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)" + r"\b")


def texts() -> Iterator[tuple[Path, int, str]]:
    """Every line of every text file of the repository."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if LEFT_OUT & set(inside) or not path.is_file():
            continue
        if path.suffix in TEXT or path.name in ("Makefile", "run"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield path, number, line


def test_the_repository_names_no_machine_and_no_registry() -> None:
    foreign = re.compile(FOREIGN, re.IGNORECASE)
    found = (
        Found(path, number, line.strip()[:80])
        for path, number, line in texts()
        if foreign.search(line)
    )
    assert shown(found) == []


def test_nothing_is_left_unfinished() -> None:
    found = (
        Found(path, number, line.strip()[:80])
        for path, number, line in texts()
        if path.suffix == ".py" and UNFINISHED.search(line)
    )
    assert shown(found) == []


@pytest.mark.parametrize("package", EVERYWHERE)
def test_every_folder_with_modules_is_a_package(package: str) -> None:
    folders = {path.parent for path in modules(package)}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
