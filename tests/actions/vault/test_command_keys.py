"""New keys, the drill and the waiting at the command line."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from rescueapp import cli
from rescueapp.actions.backup import drill
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import asked_at_desk, key_renewal, people
from rescueapp.crypto.keyring import Grant, Keyring
from tests.actions.station import Clock, House, Papers


def typed(house: House, login: str, *command: str) -> int:
    file = house.passphrase_file(login, house.folder.parent)
    return cli.main([
        "--vault", str(house.folder), "--user", login, "--password-file", str(file),
        "--language", "en", *command,
    ])  # fmt: skip


def sheets(folder: Path, *shares: str) -> Path:
    path = folder / "sheets"
    path.write_text("\n".join(shares) + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def test_new_keys_are_made_and_said(papers: Papers, capfd: Any) -> None:
    house = papers.house
    desk = house.key_desk()
    people.deactivate(desk, people.uid_of(desk, "mu"))
    house.leave()
    assert typed(house, "duan", "rotate-key") == 0
    assert "The vault has new keys." in capfd.readouterr().out
    assert Keyring.read(house.folder).epoch(Grant.EMERGENCY) == 2
    assert key_renewal.state(house.sign_in("duan")).left == ()


def test_who_may_not_is_told_so(papers: Papers, capfd: Any) -> None:
    assert typed(papers.house, "he", "rotate-key") == 1
    assert "does not include this" in capfd.readouterr().err


def test_the_drill_says_what_opened_in_words_and_as_json(
    papers: Papers, tmp_path: Path, capfd: Any
) -> None:
    house, shares = papers
    file = sheets(tmp_path, shares[0], shares[2])
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 0
    assert "Papers 1 and 3 open everything" in capfd.readouterr().out
    assert typed(house, "duan", "--json", "drill", "--sheets", str(file)) == 0
    assert json.loads(capfd.readouterr().out)["pair"] == [1, 3]
    found = drill.last(house.sign_in("duan"))
    assert found is not None
    assert found.pair == (1, 3)


def test_one_sheet_or_a_file_others_can_read_is_refused(
    papers: Papers, tmp_path: Path, capfd: Any
) -> None:
    house, shares = papers
    file = sheets(tmp_path, shares[0])
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 1
    file.chmod(0o644)
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 1
    assert shares[0].split()[0] not in capfd.readouterr().err


def test_wrong_passphrases_make_it_wait_as_the_window_does(
    papers: Papers, capfd: Any, now: Clock
) -> None:
    house = papers.house
    right = house.passphrases["he"]
    house.passphrases["he"] = "wrong"
    for _ in range(3):
        assert typed(house, "he", "today") == 1
        now.later(seconds=2)
    house.passphrases["he"] = right
    assert typed(house, "he", "today") == 0
    house.passphrases["he"] = "wrong"
    for _ in range(2):
        assert typed(house, "he", "today") == 1
    capfd.readouterr()
    house.passphrases["he"] = right
    assert typed(house, "he", "today") == 1
    assert "Please wait 1 seconds" in capfd.readouterr().err


class Keeper:
    """Whoever sits at the terminal: reads what is shown there and types what is asked back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, right: bool = True) -> None:
        self._right, self._shown = right, io.StringIO()
        monkeypatch.setattr(sys, "stdin", self)
        monkeypatch.setattr(sys, "stderr", self._shown)

    def readline(self) -> str:
        asked = re.findall(r"word number (\d+)", self._shown.getvalue())
        if not self._shown.getvalue().endswith(". ") or "word number" not in self._last():
            return "\n"
        words = self.sheets[-1].split()
        return f"{words[int(asked[-1]) - 1] if self._right else 'wrong'}\n"

    def _last(self) -> str:
        return self._shown.getvalue()[-60:]

    @property
    def sheets(self) -> list[str]:
        return re.findall(r"Recovery sheet \d: (.+)", self._shown.getvalue())


def test_new_sheets_are_shown_one_by_one_and_typed_back(
    papers: Papers, tmp_path: Path, capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, shares = papers
    asked_at_desk.ask_new_papers(house.key_desk(), "一份恢复凭据遗失")
    ws = house.sign_in("duan")
    (request,) = requests.waiting(ws)
    house.leave()
    assert typed(house, "duan", "new-papers") == 1
    assert "need two people" in capfd.readouterr().err
    requests.decide(house.sign_in("duan"), request.request.uid, granted=True)
    house.leave()
    file = sheets(tmp_path, *shares[:2])
    with monkeypatch.context() as patched:
        Keeper(patched, right=False)
        assert typed(house, "duan", "new-papers") == 1
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 0
    capfd.readouterr()
    with monkeypatch.context() as patched:
        keeper = Keeper(patched)
        assert typed(house, "duan", "new-papers", "--sheets", str(file)) == 0
    said = capfd.readouterr().out
    assert "The new recovery papers hold." in said
    assert not any(sheet in said for sheet in keeper.sheets)
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 1
    assert "were replaced on" in capfd.readouterr().err
    new = sheets(tmp_path, *keeper.sheets[1:])
    assert typed(house, "duan", "drill", "--sheets", str(new)) == 0


def test_who_is_alone_asks_at_the_command_line_and_waits(papers: Papers, capfd: Any) -> None:
    assert typed(papers.house, "duan", "ask", "papers", "--reason", "一份恢复凭据遗失") == 0
    assert "Somebody else has to agree" in capfd.readouterr().out
    assert typed(papers.house, "duan", "new-papers") == 1
