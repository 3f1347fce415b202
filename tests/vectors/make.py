"""Makes the frozen vectors. Once: they prove that what is written today opens for ever.

    python tests/vectors/make.py FOLDER

writes keyring/ (and keyring-…/ of its later versions), seal/, columns/, audit/, forward/ and
package/ into an empty FOLDER. A new version of a format
gets a new folder beside the old one; the old one stays, and its tests with it.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rescueapp.crypto import chain, forward, seal
from rescueapp.crypto.keyring import TRAINING, Grant, Keyring, NewUser
from tests.vectors import columns, faults

USERS = (
    NewUser("a" * 32, "shen", "supervisor", "shanpo-huoche-qingwa", tuple(Grant)),
    NewUser("b" * 32, "admin", "administrator", "zhulin yueliang caomei", ()),
    NewUser("c" * 32, "bai", "caseworker", "Ｙｕｎｈａｉ·xiaoqiao", (Grant.DATABASE, Grant.MATCH)),
)
RENEWED = (Grant.DATABASE, Grant.CARE)
UNTIL = "2026-12-31"
SIGNED = b"signed before a reset"


def make_keyring(folder: Path) -> None:
    keyring, shares = Keyring.create(
        folder, vault="0" * 32, kind="station", training=True, users=USERS, kdf=TRAINING
    )
    (folder / "keyring.lock").unlink()
    opened = [keyring.unlock(user.login, user.passphrase) for user in USERS]
    expected = {
        "passphrases": {user.login: user.passphrase for user in USERS},
        "grants": {
            keys.user.login: {grant: key.hex() for grant, key in keys.grants.items()}
            for keys in opened
        },
        "shares": list(shares),
        "fingerprint": list(keyring.fingerprint()),
    }
    _write(folder / "expected.json", expected)


def make_renewing(folder: Path) -> None:
    """While all keys are made anew: each holder has both, the papers too."""
    make_keyring(folder)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    keyring = Keyring.read(folder)
    keys = keyring.unlock("shen", expected["passphrases"]["shen"])
    keyring.begin_renewal(keys, RENEWED)
    (folder / "keyring.lock").unlink(missing_ok=True)
    expected["renewed"] = {name: keys.renewed[name].hex() for name in RENEWED}
    _write(folder / "expected.json", expected)


def make_ending(folder: Path) -> None:
    """Somebody's access ends on a day."""
    make_keyring(folder)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    keyring = Keyring.read(folder)
    keys = keyring.unlock("admin", expected["passphrases"]["admin"])
    keyring.set_until(keys, "c" * 32, UNTIL)
    (folder / "keyring.lock").unlink(missing_ok=True)
    _write(folder / "expected.json", expected | {"until": UNTIL})


def make_reset(folder: Path) -> None:
    """Somebody got new keys; what they signed with those of before still verifies."""
    make_keyring(folder)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    keyring, words = Keyring.read(folder), expected["passphrases"]
    signed = keyring.unlock("bai", words["bai"]).sign(SIGNED)
    keyring = keyring.reset(keyring.unlock("admin", words["admin"]), "c" * 32, words["bai"])
    keyring.grant(keyring.unlock("shen", words["shen"]), "c" * 32, USERS[2].grants)
    (folder / "keyring.lock").unlink(missing_ok=True)
    _write(folder / "expected.json", expected | {"signed": signed.hex()})


def make_columns(folder: Path) -> None:
    _write(folder / "expected.json", columns.made())


def make_forward(folder: Path) -> None:
    """The MACs of an epoch of the audit, with the key it began with."""
    first, prev, rows = bytes(range(32)), chain.GENESIS, []
    key = first
    for seq in range(1, 21):
        link = chain.link(prev, {"seq": seq, "act": "save_record"})
        rows.append([seq, link.hex(), forward.mac(key, link).hex()])
        key, prev = forward.after(key), link
    _write(folder / "expected.json", {"first": first.hex(), "last": key.hex(), "rows": rows})


def make_seals(folder: Path) -> None:
    key, (public, secret) = bytes(range(32)), seal.box_pair()
    bound = ("records", "answers", "r1", "c1", "3")
    plaintext = "她想被叫作小鹿。".encode()
    streamed = io.BytesIO()
    seal.seal_stream(key, io.BytesIO(plaintext * 4000), streamed, bound=bound)
    (folder / "stream.bin").write_bytes(streamed.getvalue())
    expected = {
        "key": key.hex(),
        "public": public.hex(),
        "secret": secret.hex(),
        "bound": list(bound),
        "plaintext": plaintext.hex(),
        "seal": seal.seal(key, plaintext, bound=bound).hex(),
        "wrap": seal.wrap(key, public).hex(),
        "seal_for": seal.seal_for([public], plaintext, bound=bound).hex(),
        "token": seal.token(key, "name", "小鹿").hex(),
        "stream_times": 4000,
    }
    _write(folder / "expected.json", expected)


def make_audit(folder: Path) -> None:
    prev, rows = chain.GENESIS, []
    for seq in range(1, 21):
        entry = {
            "seq": seq,
            "at": f"2026-03-05T06:30:{seq:02d}Z",
            "actor": "a" * 32,
            "act": "save_record",
            "object": f"{seq:032x}",
            "detail": {"version": seq, "reason": "值班"},
        }
        link = chain.link(prev, entry)
        rows.append({"entry": entry, "prev": prev.hex(), "hash": link.hex()})
        prev = link
    _write(folder / "chain.json", rows)


def _write(path: Path, obj: Any) -> None:
    path.write_text(json.dumps(obj, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    target = Path(sys.argv[1])
    makers = {
        "keyring": make_keyring,
        "keyring-renewing": make_renewing,
        "keyring-ending": make_ending,
        "keyring-reset": make_reset,
        "seal": make_seals,
        "columns": make_columns,
        "forward": make_forward,
        "audit": make_audit,
        "package": faults.make_packages,
    }
    for name, make in makers.items():
        folder = target / name
        folder.mkdir(parents=True)  # an existing one is left alone, with an error
        make(folder)


if __name__ == "__main__":
    main()
