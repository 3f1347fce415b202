"""Two of the three recovery papers make a new head; one does not, nor do a stranger's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.vault import people, vaults
from rescueapp.actions.vault.vaults import Created, Person, VaultSetup
from rescueapp.domain.case import Query
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.workspace import KeyDesk, Workspace

SETUP = VaultSetup(
    kind="station",
    station_code="RC01",
    station_name="示例县救助管理站",
    region="530700",
    training=True,
    people=(
        Person("admin", "管理员", Role.ADMINISTRATOR),
        Person("head", "主管", Role.SUPERVISOR),
    ),
)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Created]:
    return tmp_path / "vault", vaults.create_vault(tmp_path / "vault", SETUP)


@pytest.mark.fault(16, what="new heads from two papers")
@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2)])
def test_k28_any_two_papers_make_a_new_head_who_opens_everything(
    made: tuple[Path, Created], pair: tuple[int, int]
) -> None:
    folder, created = made
    shares = [created.shares[at] for at in pair]
    passphrase = vaults.recover(folder, shares=shares, login="newhead")
    ws = vaults.unlock(folder, "newhead", passphrase.pinyin)
    assert isinstance(ws, Workspace)
    assert ws.worker.role is Role.SUPERVISOR
    assert cases.find_cases(ws, Query()) == []
    vaults.lock(ws)


def test_k28_two_papers_make_a_new_administrator_where_the_only_one_is_gone(
    made: tuple[Path, Created],
) -> None:
    folder, created = made
    passphrase = vaults.recover(
        folder, shares=created.shares[1:], login="newadmin", administrator=True
    )
    desk = vaults.unlock(folder, "newadmin", passphrase.pinyin)
    assert isinstance(desk, KeyDesk)
    assert not desk.keys.grants
    people.deactivate(desk, people.uid_of(desk, "admin"))
    people.add_user(desk, login="mu", role=Role.CASEWORKER)
    vaults.lock(desk)
    ws = vaults.unlock(folder, "head", created.passphrases["head"].pinyin)
    assert isinstance(ws, Workspace)
    told = {(entry.act, entry.object) for entry in trail.entries(ws)}
    uids = {user.login: user.uid for user in ws.keyring.users}
    assert {("add_user", uids["newadmin"]), ("deactivate", uids["admin"])} <= told
    vaults.lock(ws)


@pytest.mark.parametrize("login", ["", "a", "a b", "x\ny", "\u202enimda", "名" * 33])
def test_a_name_nobody_can_type_is_refused_before_the_papers_are_opened(
    made: tuple[Path, Created], login: str
) -> None:
    folder, created = made
    with pytest.raises(Refused, match="letters or digits"):
        vaults.recover(folder, shares=created.shares[1:], login=login)


def test_one_paper_the_same_twice_or_a_strangers_opens_nothing(
    made: tuple[Path, Created], tmp_path: Path
) -> None:
    folder, created = made
    other = vaults.create_vault(tmp_path / "other", SETUP)
    first = created.shares[0]
    for shares in ([first], [first, first], [first, other.shares[1]], ["nothing", "at all"], []):
        with pytest.raises(Refused):
            vaults.recover(folder, shares=shares, login="newhead")


def test_the_last_head_is_not_deactivated(made: tuple[Path, Created]) -> None:
    folder, created = made
    desk = vaults.unlock(folder, "admin", created.passphrases["admin"].pinyin)
    assert isinstance(desk, KeyDesk)
    head = next(c for c in people.colleagues(desk) if c.login == "head")
    with pytest.raises(Refused):
        people.deactivate(desk, head.uid)
    vaults.lock(desk)
