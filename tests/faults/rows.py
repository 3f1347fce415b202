"""The twenty faults the program is tried with, what must come of each, and what no test can try.

The words are the design's (security.md C.12). A test belongs to a row by its mark, wherever it
stands: `@pytest.mark.fault(7)`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A fault, the target, and the part of it that is not tried here, with the reason."""

    fault: str
    target: str
    not_here: str = ""


ROWS = {
    1: Row(
        "Killed at a random moment of its work",
        "nothing acknowledged is lost, nothing is half there",
    ),
    2: Row(
        "The power fails; writes the disk had not yet made fast are lost, torn or out of order",
        "honest disk: nothing acknowledged is lost, nothing damaged; a disk that lies about it:"
        " always found, never silently wrong",
        "a real power cut on real disks; the writes are those of the real engine, the disk is"
        " a model",
    ),
    3: Row(
        "Killed while keys, people, passphrases, schema, backups or attachments change",
        "opens, in exactly one acknowledged state",
    ),
    4: Row(
        "Full disk, failing or read-only medium, one that is pulled out",
        "no loss, the draft is kept, said in plain words",
        "a stick pulled out by hand; the errors its files give then are tried",
    ),
    5: Row(
        "Flipped bits, cut, longer, swapped or emptied pages, a missing log, a planted journal,"
        " an old file",
        "all found by the checks and the chain against an anchor; no crash",
    ),
    6: Row(
        "A wrong, short or empty key; a plaintext, foreign or newer database in place",
        "refused; nothing made or overwritten",
    ),
    7: Row(
        "Keyring: flipped bits, swapped slots, absurd or cheaper derivations, doubled users,"
        " two writers",
        "none accepted",
    ),
    8: Row(
        "Packages: one fault each, mutations, thousands of keys, replay, gap, fork, passed on",
        "none accepted wrongly, no plaintext left",
    ),
    9: Row(
        "Imports and attachments: files that are not what they say, bombs, deep nesting, formulas,"
        " hidden characters, endless lines, pipes",
        "refused or made harmless; the window stays alive",
    ),
    10: Row(
        "Words of a person looked for in every file, name, stream, title and error",
        "none found",
        "the spooler of the system and swap: see above",
    ),
    11: Row(
        "Memory after the lock, another program of the same user, core dumps",
        "no key, name or passphrase; denied; no dump",
    ),
    12: Row(
        "The lock under dialogs, menus, drags, exports, previews, a busy thread, sleep",
        "locks, and the draft is kept",
        "how fast, for a test with a stopwatch fails on a busy machine",
    ),
    13: Row(
        "Every role at every act and part: through the program, the command line, and with the"
        " database key alone",
        "ciphertext or a refusal, and no hint",
    ),
    14: Row(
        "Audit: changed, deleted, inserted, swapped, cut, rolled back",
        "always seen against an anchor",
    ),
    15: Row(
        "Backups: damaged, incomplete, mixed, of another vault; the drill",
        "all found; what is restored equals what was saved, row by row",
    ),
    16: Row(
        "Recovery papers: every pair, one alone, mixed sets, mistyped words",
        "the right pairs open everything, all others nothing",
    ),
    17: Row(
        "The clock back, forward, 1970, 2106, a changed time zone",
        "noticed, and the order stays",
    ),
    18: Row(
        "Passphrases composed and decomposed, full-width, 256 characters, emoji, blanks",
        "unlock all the same; no crash",
    ),
    19: Row(
        "A hundred thousand cases",
        "works within the limits of the bench",
        "times: `make bench` measures them and prints its own table; here a generated vault is"
        " only proved to be what a typed one is",
    ),
    20: Row(
        "Two programs, two users of the system, a read-only folder",
        "refused clearly, or read",
        "a network share",
    ),
}
