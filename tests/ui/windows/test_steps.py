"""Long work in steps lets through what is asked meanwhile, and ends with the session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.windows.conftest import Driver
from ui import session as sessions

COUNT = 40


@pytest.fixture
def signed_in(station: Driver, monkeypatch: pytest.MonkeyPatch) -> Driver:
    station.sign_in("he")
    monkeypatch.setattr(sessions, "_STRETCH_S", 0.0)
    return station


def test_a_question_is_answered_between_two_steps(signed_in: Driver) -> None:
    session, frame = signed_in.frame.session, signed_in.frame
    told: list[Any] = []

    def steps(_: Any) -> Iterator[tuple[int, int]]:
        for number in range(COUNT):
            told.append(number)
            yield number, COUNT

    session.run_in_steps(steps, lambda: told.append("end"), owner=frame)
    session.run(lambda _: told.append("asked"), owner=frame)
    signed_in.settle()
    assert [each for each in told if each != "asked"] == [*range(COUNT), "end"]
    assert told.index("asked") < COUNT // 2


def test_a_lock_ends_it(signed_in: Driver) -> None:
    session, frame = signed_in.frame.session, signed_in.frame
    told: list[int] = []

    def steps(_: Any) -> Iterator[tuple[int, int]]:
        number = 0
        while True:
            told.append(number)
            yield number, 0
            number += 1

    session.run_in_steps(steps, lambda: told.append(-1), owner=frame)
    signed_in.until(lambda: len(told) > 3)
    signed_in.program.lock()
    signed_in.settle()
    so_many = len(told)
    signed_in.settle()
    assert len(told) == so_many
    assert -1 not in told


def test_what_fails_in_a_step_is_told_once(signed_in: Driver) -> None:
    def steps(_: Any) -> Iterator[tuple[int, int]]:
        yield 0, 2
        raise ZeroDivisionError

    session = signed_in.frame.session
    session.run_in_steps(steps, lambda: pytest.fail("did not end"), owner=signed_in.frame)
    signed_in.settle()
    assert [type(error) for error in signed_in.failures] == [ZeroDivisionError]
