"""Who can open a vault, and what a keyring that was tampered with gives away: nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.crypto import keyring as keyring_module
from rescueapp.crypto import sign
from rescueapp.crypto.kdf import Kdf
from rescueapp.crypto.keyring import FLOOR, STANDARD, TRAINING, Grant, Keyring, NewUser
from rescueapp.crypto.keyring_roster import new_slot
from rescueapp.crypto.keyring_shape import (
    ENDING,
    GROWN,
    MAX_BEFORE,
    parse,
)
from rescueapp.errors import Damaged, Refused
from tests.crypto.rings import HE, LI, YANG, content, forge, put, ring


def test_a_user_gets_exactly_the_keys_granted(tmp_path: Path) -> None:
    ring(tmp_path)
    keyring = Keyring.read(tmp_path)
    assert set(keyring.unlock("li", LI.passphrase).grants) == set(Grant)
    assert set(keyring.unlock("he", HE.passphrase).grants) == {Grant.DATABASE, Grant.MATCH}
    assert keyring.unlock("yang", YANG.passphrase).grants == {}


def test_everyone_gets_the_same_key_for_the_same_grant(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    li, he = keyring.unlock("li", LI.passphrase), keyring.unlock("he", HE.passphrase)
    assert li.grants[Grant.DATABASE] == he.grants[Grant.DATABASE]
    assert len({li.grants[grant] for grant in Grant}) == len(Grant)


def test_public_halves_belong_to_the_private_ones(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    grants = keyring.unlock("li", LI.passphrase).grants
    assert sign.public_of(grants[Grant.SIGNING]) == keyring.public(Grant.SIGNING)
    assert keyring.public(Grant.AGE).startswith(b"age1")
    assert grants[Grant.AGE].startswith(b"AGE-SECRET-KEY-1")
    with pytest.raises(KeyError):
        keyring.public(Grant.DATABASE)


@pytest.mark.parametrize(
    "typed",
    [
        "shanpo-huoche-qingwa",
        "Shanpo Huoche Qingwa ",
        "shanpohuocheqingwa",
        "ｓｈａｎｐｏ　huoche·qingwa",
    ],
)
def test_a_passphrase_opens_however_its_words_are_set_apart(tmp_path: Path, typed: str) -> None:
    keyring, _ = ring(tmp_path)
    assert keyring.unlock(" Li ", typed).user.uid == LI.uid


def test_wrong_passphrase_unknown_and_inactive_user_look_and_cost_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, _ = ring(tmp_path)
    keyring = keyring.deactivate(keyring.unlock("yang", YANG.passphrase), HE.uid)
    costs: list[Kdf] = []
    derive = Kdf.derive
    monkeypatch.setattr(Kdf, "derive", lambda kdf, *a: (costs.append(kdf), derive(kdf, *a))[1])
    said = []
    for login in ("li", "nobody", "he"):
        with pytest.raises(Refused) as refused:
            keyring.unlock(login, "a wrong passphrase")
        said.append(refused.value.words)
    assert said == [keyring_module.NOT_OPENED] * 3
    assert costs == [TRAINING] * 3


def test_an_administrator_adds_users_without_holding_a_key(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    new = NewUser("4" * 32, "mu", "psychologist", "caomei-dadi-yunhai", ())
    after = keyring.add_user(keyring.unlock("yang", YANG.passphrase), new)
    assert after.unlock("mu", new.passphrase).grants == {}
    granted = after.grant(after.unlock("li", LI.passphrase), new.uid, [Grant.DATABASE])
    assert set(granted.unlock("mu", new.passphrase).grants) == {Grant.DATABASE}
    assert Keyring.read(tmp_path).generation == granted.generation == 3


def test_the_last_day_of_a_users_access_is_signed_and_outlasts_a_reset(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    yang = keyring.unlock("yang", YANG.passphrase)
    assert json.loads((tmp_path / "keyring.json").read_text())["v"] == 1
    keyring = keyring.set_until(yang, HE.uid, "2026-07-14")
    assert json.loads((tmp_path / "keyring.json").read_text())["v"] == ENDING
    after = keyring.reset(yang, HE.uid, "caomei-dadi-yunhai")
    read = Keyring.read(tmp_path)
    assert {user.login: user.until for user in read.users}["he"] == "2026-07-14"
    assert read.marks()[HE.uid]["until"] == "2026-07-14"
    assert after.unlock("he", "caomei-dadi-yunhai").user.until == "2026-07-14"


@pytest.mark.parametrize("until", ["2026-7-14", "20260714", "2026-02-30", "never", " "])
def test_what_is_no_day_does_not_end_an_access(tmp_path: Path, until: str) -> None:
    keyring, _ = ring(tmp_path)
    before, keys = content(tmp_path), keyring.unlock("li", LI.passphrase).all()
    first, *others = before.roster.users
    forged = forge(before, keys, users=(replace(first, until=until), *others))
    with pytest.raises(Damaged):
        parse(forged.to_bytes())


def test_nobody_passes_on_a_key_they_do_not_hold(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    new = NewUser("4" * 32, "mu", "caseworker", "caomei-dadi-yunhai", (Grant.DATABASE,))
    with pytest.raises(Refused):
        keyring.add_user(keyring.unlock("yang", YANG.passphrase), new)


def test_a_caseworker_changes_only_their_own_passphrase(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    he = keyring.unlock("he", HE.passphrase)
    assert not he.manages
    for change in (
        lambda: keyring.add_user(he, replace(HE, uid="5" * 32, login="x")),
        lambda: keyring.grant(he, HE.uid, [Grant.DATABASE]),
        lambda: keyring.deactivate(he, LI.uid),
        lambda: keyring.reset(he, LI.uid, "caomei-dadi-yunhai"),
        lambda: keyring.set_until(he, HE.uid, "2099-12-31"),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.words == keyring_module.NOT_YOURS
    after = keyring.change_passphrase("he", HE.passphrase, "caomei-dadi-yunhai")
    assert after.unlock("he", "caomei-dadi-yunhai").grants == he.grants
    with pytest.raises(Refused):
        after.unlock("he", HE.passphrase)


def test_what_somebody_signed_before_their_resets_is_still_theirs(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    yang, passphrase, said = keyring.unlock("yang", YANG.passphrase), HE.passphrase, []
    for following in ("caomei-dadi-yunhai", "dadi-yunhai-caomei"):
        said.append(keyring.unlock("he", passphrase).sign(b"told"))
        keyring = keyring.reset(yang, HE.uid, following)
        passphrase = following
    assert json.loads((tmp_path / "keyring.json").read_text())["v"] == GROWN
    he = next(user for user in Keyring.read(tmp_path).users if user.login == "he")
    present = keyring.unlock("he", passphrase)
    for signature in (*said, present.sign(b"told")):
        he.check_signed(b"told", signature, purpose="worker")
    for signature in (yang.sign(b"told"), present.sign(b"told", purpose="request"), b""):
        with pytest.raises(Damaged):
            he.check_signed(b"told", signature, purpose="worker")


@pytest.mark.parametrize("before", [(b"short",), (bytes(32),) * (MAX_BEFORE + 1)])
def test_what_is_no_list_of_earlier_keys_is_damage(
    tmp_path: Path, before: tuple[bytes, ...]
) -> None:
    keyring, _ = ring(tmp_path)
    whole, keys = content(tmp_path), keyring.unlock("li", LI.passphrase).all()
    first, *others = whole.roster.users
    forged = forge(whole, keys, users=(replace(first, signed_before=before), *others))
    with pytest.raises(Damaged):
        parse(forged.to_bytes())


def test_the_oldest_of_very_many_keys_is_let_go(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    he, keys = next(iter(content(tmp_path).roster.users)), keyring.unlock("li", LI.passphrase)
    full = replace(he, signed_before=(bytes(32),) * MAX_BEFORE)
    before = replace(content(tmp_path).roster, users=(full,))
    _, anew = new_slot(before, LI, keys.all(), before=full)
    assert anew.signed_before == (bytes(32),) * (MAX_BEFORE - 1) + (he.sign_public,)


def test_a_reset_gives_new_secrets_and_no_keys(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    after = keyring.reset(keyring.unlock("yang", YANG.passphrase), HE.uid, "caomei-dadi-yunhai")
    he = after.unlock("he", "caomei-dadi-yunhai")
    assert he.grants == {}
    assert he.user.box_public != keyring.unlock("he", HE.passphrase).user.box_public


def test_a_deactivated_user_stays_known_but_opens_nothing(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    signature = keyring.unlock("he", HE.passphrase).sign(b"signed before leaving")
    after = keyring.deactivate(keyring.unlock("li", LI.passphrase), HE.uid)
    with pytest.raises(Refused):
        after.unlock("he", HE.passphrase)
    slot = next(user for user in after.users if user.uid == HE.uid)
    assert (slot.active, slot.grants) == (False, ())
    sign.verify(slot.sign_public, b"signed before leaving", signature, purpose="worker")


def test_nobody_takes_away_their_own_access(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    with pytest.raises(Refused):
        keyring.deactivate(keyring.unlock("yang", YANG.passphrase), YANG.uid)


@pytest.mark.parametrize("change", [{"login": " LI "}, {"uid": LI.uid}, {"login": "  "}])
def test_a_login_or_uid_is_given_once(tmp_path: Path, change: dict[str, str]) -> None:
    keyring, _ = ring(tmp_path)
    new = replace(NewUser("4" * 32, "mu", "caseworker", "caomei-dadi-yunhai", ()), **change)
    with pytest.raises(Refused):
        keyring.add_user(keyring.unlock("yang", YANG.passphrase), new)


def test_a_real_vault_takes_neither_a_cheap_kdf_nor_a_short_passphrase(tmp_path: Path) -> None:
    def create(kdf: Kdf, passphrase: str) -> None:
        user = replace(LI, passphrase=passphrase)
        Keyring.create(
            tmp_path, vault="0" * 32, kind="station", training=False, users=[user], kdf=kdf
        )

    for kdf in (TRAINING, replace(FLOOR, passes=2), replace(FLOOR, memory_kib=65_535)):
        with pytest.raises(Refused) as refused:
            create(kdf, LI.passphrase)
        assert refused.value.words == keyring_module.TOO_CHEAP
    with pytest.raises(Refused):
        create(FLOOR, "x - x - x - x - x")
    with pytest.raises(Refused):
        create(FLOOR, "x" * 257)
    assert list(tmp_path.iterdir()) == []


def test_a_vault_is_never_made_over_another(tmp_path: Path) -> None:
    ring(tmp_path)
    before = (tmp_path / "keyring.json").read_bytes()
    with pytest.raises(Refused):
        ring(tmp_path)
    assert (tmp_path / "keyring.json").read_bytes() == before


def test_the_bounds_of_a_derivation() -> None:
    for kdf in (STANDARD, FLOOR, Kdf(1024 * 1024, 10, 8)):
        assert kdf.is_allowed(training=False)
    for kdf in (TRAINING, Kdf(64 * 1024 * 1024, 3, 4), Kdf(65_536, 11, 4), Kdf(65_536, 3, 9)):
        assert not kdf.is_allowed(training=False)


# --- tampering by somebody who knows the format


@pytest.mark.fault(7, what="swapped slots")
def test_a_swapped_slot_opens_nothing(tmp_path: Path) -> None:
    ring(tmp_path)
    before = content(tmp_path)
    swapped = {**before.selves, LI.uid: before.selves[HE.uid], HE.uid: before.selves[LI.uid]}
    put(tmp_path, replace(before, selves=swapped))
    for login, user in (("li", HE), ("he", LI), ("li", LI)):
        with pytest.raises(Refused):
            Keyring.read(tmp_path).unlock(login, user.passphrase)


@pytest.mark.fault(7, what="absurd derivations, not even begun")
@pytest.mark.parametrize(
    "kdf",
    [
        Kdf(64 * 1024 * 1024, 1, 1),  # 64 GiB
        Kdf(8 * 1024, 1_000, 1),
        Kdf(8 * 1024, 1, 64),
        Kdf(1024, 1, 1),
    ],
)
def test_a_kdf_out_of_bounds_is_refused_before_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kdf: Kdf
) -> None:
    ring(tmp_path)
    before = content(tmp_path)
    monkeypatch.setattr(Kdf, "derive", lambda *_: pytest.fail("it was run"))
    put(
        tmp_path,
        replace(before, selves={**before.selves, LI.uid: replace(before.selves[LI.uid], kdf=kdf)}),
    )
    with pytest.raises(Damaged):
        Keyring.read(tmp_path)


@pytest.mark.fault(7, what="cheaper derivations")
def test_a_cheaper_derivation_does_not_open_the_slot(tmp_path: Path) -> None:
    keyring, _ = Keyring.create(
        tmp_path,
        vault="0" * 32,
        kind="station",
        training=True,
        users=[LI],
        kdf=replace(TRAINING, passes=2),
    )
    before = content(tmp_path)
    cheap = replace(before.selves[LI.uid], kdf=TRAINING)
    put(tmp_path, replace(before, selves={LI.uid: cheap}))
    with pytest.raises(Refused):
        Keyring.read(tmp_path).unlock("li", LI.passphrase)
    assert keyring.unlock("li", LI.passphrase)


@pytest.mark.fault(7, what="cheaper derivations")
def test_a_training_vault_cannot_pass_for_a_real_one(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    before = content(tmp_path)
    dear = {uid: replace(own, kdf=FLOOR) for uid, own in before.selves.items()}
    keys = keyring.unlock("li", LI.passphrase).all()
    real = forge(replace(before, selves=dear), keys, training=False, kdf=FLOOR)
    put(tmp_path, real)
    with pytest.raises(Refused):
        Keyring.read(tmp_path).unlock("li", LI.passphrase)


@pytest.mark.fault(7, what="rosters forged by an insider")
def test_an_insider_without_the_authority_cannot_change_the_roster(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    before = content(tmp_path)
    he = keyring.unlock("he", HE.passphrase).all()
    users = tuple(
        replace(u, role="supervisor") if u.uid == YANG.uid else u for u in before.roster.users
    )
    put(tmp_path, forge(before, he, users=users))
    with pytest.raises(Damaged):
        Keyring.read(tmp_path).unlock("li", LI.passphrase)
    put(tmp_path, forge(before, he, authority=before.roster.authority))
    with pytest.raises(Damaged):
        Keyring.read(tmp_path)


@pytest.mark.fault(7, what="rosters forged by an insider")
def test_a_roster_without_the_right_mac_is_not_believed(tmp_path: Path) -> None:
    ring(tmp_path)
    put(tmp_path, replace(content(tmp_path), generation=7))
    with pytest.raises(Damaged):
        Keyring.read(tmp_path).unlock("li", LI.passphrase)


@pytest.mark.fault(7, what="swapped keys")
def test_a_key_sealed_as_another_is_not_taken(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    before = content(tmp_path)
    li = next(user for user in before.roster.users if user.uid == LI.uid)
    swapped = {
        **li.keys,
        Grant.DATABASE.value: li.keys[Grant.MATCH],
        Grant.MATCH.value: li.keys[Grant.DATABASE],
    }
    users = tuple(replace(u, keys=swapped) if u.uid == LI.uid else u for u in before.roster.users)
    put(tmp_path, forge(before, keyring.unlock("li", LI.passphrase).all(), users=users))
    with pytest.raises(Damaged):
        Keyring.read(tmp_path).unlock("li", LI.passphrase)


@pytest.mark.fault(7, what="doubled users")
def test_doubled_users_are_refused_whoever_signed_them(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    before, keys = content(tmp_path), keyring.unlock("li", LI.passphrase).all()
    first, second, third = before.roster.users
    for users in (
        (first, second, replace(third, login="li")),
        (first, second, third, third),
        (),
        tuple(replace(first, uid=f"{n:032x}", login=f"u{n}") for n in range(65)),
    ):
        with pytest.raises(Damaged):
            parse(forge(before, keys, users=users).to_bytes())
