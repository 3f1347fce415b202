"""The privacy controls K-01 to K-30: what the program does for each, and which tests prove it.

    python -m tests.architecture.controls

writes `resources/docs/controls.md` anew. A test proves a control by having its id in its name
(`test_k05_…`); what no test can prove, or what is not built yet, says why here.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from dataclasses import dataclass

from tests.architecture.source import ROOT, modules, tree

DOCUMENT = ROOT / "resources" / "docs" / "controls.md"
IDS = tuple(f"K-{number:02d}" for number in range(1, 31))
_IN_NAME = re.compile(r"(?<![a-z0-9])k_?(\d\d)(?=_)")


@dataclass(frozen=True, slots=True)
class Control:
    """What the program does, where, and what of it is missing or cannot be tested, with why."""

    does: str
    where: str  # modules, as a reader looks for them
    open: str = ""


CONTROLS = {
    "K-01": Control(
        "Only sex and time of arrival are required; every personal question can be declined, with"
        " one key; sensitive answers are covered.",
        "`forms/catalogue/intake.py`, `forms/checking.py`",
    ),
    "K-02": Control(
        "Nobody of the unsafe list is named as guardian, consenter, receiver or contact; above a"
        " new interview stands that nobody has assessed the risks yet."
        " Nobody goes home before wish, family assessment and safety check; no contact with family"
        " is arranged, no media or research let in before the risks are assessed.",
        "`actions/outward/disclosure.py`, `domain/unsafe.py`, `actions/recording/briefing.py`,"
        " `actions/recording/gates.py`, `actions/gates/station_gates.py`,"
        " `actions/gates/tracing_gates.py`",
        "a tracing notice waits for consent or a duty of the law, not for the assessment: its days"
        " run at once",
    ),
    "K-03": Control(
        "A register of services and help lines, each to be called before it goes on a card; the"
        " card for the pocket is in the person's language with the Chinese beside it, promises"
        " nothing and tells nothing of who gave it unless that is chosen. A language without words"
        " is refused by name, and the card to write on is offered.",
        "`forms/registers/services.py`, `actions/papers/service_card.py`,"
        " `actions/papers/card_words.py`, `printing/card.py`",
        "beyond Chinese and English there are words in Vietnamese, Burmese, Lao, Khmer and Thai,"
        " each marked until a native reader found it right; other languages are written by hand",
    ),
    "K-04": Control(
        "Interpreters and companions are a register; when one is chosen for an interview, place,"
        " family, sex, languages, undertaking and vetting are compared and said, stopping nothing."
        " Somebody of the unsafe list is refused.",
        "`forms/registers/interpreters.py`, `domain/companions.py`, `actions/gates/companions.py`",
    ),
    "K-05": Control(
        "Lists, titles, file names, prints, logs and errors have the alias or the number; the name"
        " is sealed under a key of its own and shown for five minutes, with a reason.",
        "`actions/recording/identity.py`, `workspace.py`, `ui/pages.py`",
    ),
    "K-06": Control(
        "A ledger of consents by purpose; withdrawal stops what rests on it; duties of the law read"
        " as told, not as agreed; a guardian under 14, her own opinion from 8.",
        "`domain/consent.py`, `actions/outward/consents.py`, `actions/recording/withdrawal.py`",
    ),
    "K-07": Control(
        "A new interview shows first what was asked and is known; a second one of a minor waits for"
        " a second person.",
        "`actions/recording/briefing.py`, `actions/recording/gates.py`, `domain/guards/`",
    ),
    "K-08": Control(
        "Who was present is asked; a girl or woman asked by men alone, a minor without guardian or"
        " appropriate adult, is noticed under the question.",
        "`forms/catalogue/interview.py`",
    ),
    "K-09": Control(
        "Five compartments under keys of their own, for each case; who lacks one sees no hint that"
        " something is in it.",
        "`workspace.py`, `domain/worker.py`, `actions/opened/reading.py`",
    ),
    "K-10": Control(
        "Another's case is asked for, decided by somebody else, lent for a time, written down; the"
        " supervisor has the list of the week.",
        "`actions/two_people/requests.py`, `actions/two_people/emergency.py`",
    ),
    "K-11": Control(
        "Database and attachments are encrypted, keys are never on the disk in clear; the lock ends"
        " the process; copies leave the clipboard after thirty seconds.",
        "`storage/database.py`, `storage/blobs.py`, `ui/guard.py`, `ui/desktop/clipboard.py`",
        "the flag against screenshots exists on Windows alone and is not tried here",
    ),
    "K-12": Control(
        "Every look, change, print and export is an entry of a chain that no statement changes and"
        " that anchors outside the vault prove; entries hold ids, never words of a person.",
        "`storage/audit.py`, `crypto/chain.py`, `crypto/forward.py`",
    ),
    "K-13": Control(
        "What leaves is checked against the unsafe list and stands in one register with receiver,"
        " ground, purpose, fields and copies.",
        "`actions/outward/disclosure.py`, `actions/outward/releases.py`",
    ),
    "K-14": Control(
        "Nothing is released to a place abroad: no print, package, hand-over, referral, notice or"
        " letter, no paper file lent. A switch, off by default, is turned on for 30 days at most by"
        " two people who sign, with a legal ground and the number of a document, and off by one at"
        " once. While it is on, each release still needs the separate consent, of a child under 14"
        " the guardian's, is the least, and stands in the register; files and packages never go."
        " Papers handed over with F32 wait for the same, and for a second person. Whether a"
        " recipient is abroad its words tell, and of a file, a referral and F36 who releases it.",
        "`actions/outward/receivers.py`, `actions/vault/abroad_switch.py`,"
        " `actions/outward/handed_abroad.py`, `domain/abroad.py`, `printing/profiles.py`",
        "who receives a letter of a channel, a clue or the paper file is told by its words alone",
    ),
    "K-15": Control(
        "A search that finds others' cases is written down; a letter asks the office of a public"
        " list to leave her out, and its answer is noted.",
        "`actions/finding/cases.py`, `actions/papers/trail.py`, `actions/papers/letters.py`",
    ),
    "K-16": Control(
        "Nothing leaves for research: no package, print or ground is for it, and asked for it is"
        " refused in words. What leaves for the superior line is coded: no words, of a birth the"
        " year, of a place the county; the case has a pseudonym for each office.",
        "`exchange/manifest.py`, `forms/filing.py`, `exchange/coded.py`",
        "the export for research (quarter, prefecture, age bands, k of 10) is made of consolidated"
        " figures and waits for them: until figures exist, nothing leaves for research",
    ),
    "K-17": Control(
        "Periods by type, a hold of the law, a list to appraise; destruction by two people destroys"
        " the keys first; no restored backup brings it back.",
        "`domain/retention.py`, `actions/keeping/destroying.py`",
    ),
    "K-18": Control(
        "A page to read together; who has looked, by role; requests about her data with their days"
        " and answers; what the law keeps is restricted.",
        "`actions/her/her_page.py`, `actions/opened/rights.py`, `actions/opened/restriction.py`",
    ),
    "K-19": Control(
        "An incident is written down sealed, with who must be told by when, and the cases it may"
        " touch. One opened by mistake ends with a reason and stays in the list.",
        "`actions/vault/incidents.py`",
    ),
    "K-20": Control(
        "A mark of secrecy is refused in fields, files, names and sheets, in words that say why.",
        "`forms/forbidden.py`, `actions/attached/attached_words.py`",
    ),
    "K-21": Control(
        "No form can hold a DNA profile; its loci are refused wherever they are written.",
        "`forms/forbidden.py`, `forms/catalogue/`",
    ),
    "K-22": Control(
        "A photograph is drawn anew without place, time and camera, sealed, hidden until asked. A"
        " notice has a copy of its own, blurred beyond recovery, with the day it is deleted; its"
        " words are looked through; where it stands is listed; whose reason is gone is due to be"
        " taken down that day.",
        "`actions/attached/attachments.py`, `actions/attached/blurring.py`,"
        " `actions/outward/tracing.py`, `actions/gates/tracing_gates.py`, `domain/notice.py`,"
        " `printing/apart.py`",
    ),
    "K-23": Control(
        "A minor's offence is refused in words that say what may be written instead; no form asks"
        " for one.",
        "`forms/forbidden.py`",
    ),
    "K-24": Control(
        "Her own words stand beside ours where something is decided about her.",
        "`actions/her/her_page.py`, `forms/catalogue/`",
    ),
    "K-25": Control(
        "Neutral words in every text; a refusal is an answer and no error; words that label her are"
        " noticed; F12 hides the screen, F2 shows the emergency card from everywhere; a calm word"
        " after 45 minutes of questions, 20 of a child's.",
        "`forms/forbidden.py`, `ui/guard.py`, `domain/emergency_card.py`,"
        " `ui/forms/break_reminder.py`, `translations/`",
    ),
    "K-26": Control(
        "Sensitive answers written before are covered until somebody shows them, with a reason and"
        " for five minutes; the look is in the account. A page on secondary trauma stands with the"
        " emergency card: what it is, what helps, whom to call.",
        "`actions/recording/sensitive.py`, `ui/forms/cover.py`, `domain/emergency_card.py`",
        "the view of workload comes with the reports",
    ),
    "K-27": Control(
        "Who has no valid day of vetting reads the cases of minors and writes only what a night"
        " needs.",
        "`actions/workers/vetting.py`, `domain/vetting.py`",
    ),
    "K-28": Control(
        "Two of three papers open everything; every backup opens with them too.",
        "`crypto/keyring.py`, `storage/backup.py`, `actions/backup/drill.py`",
        "no passphrase for duress: the program is visible, and a second vault would promise more"
        " than it holds",
    ),
    "K-29": Control(
        "A fact has its source, its writer and its time; an earlier one stays in its history.",
        "`storage/facts.py`, `actions/opened/reading.py`",
    ),
    "K-30": Control(
        "No module reaches a network; sheets with macros are refused; a clock set back is noticed,"
        " and exports and changes of rules wait.",
        "`actions/watch/clock_watch.py`, `exchange/spreadsheet.py`",
    ),
}


def proofs() -> dict[str, list[str]]:
    """The test files that prove each control, by its id."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in modules("tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for number in _IN_NAME.findall(node.name.lower()):
                    found[f"K-{number}"].add(str(path.relative_to(ROOT)))
    return {control: sorted(paths) for control, paths in found.items()}


def document() -> str:
    """`controls.md` as it must be."""
    lines = [
        "# The privacy controls",
        "",
        "What the program does for each control of the privacy rules, where, and which tests prove"
        " it: their names hold the id (`test_k05_…`). Written by"
        " `python -m tests.architecture.controls`.",
        "",
        "| Control | The program | In | Proved by | Not here |",
        "|---|---|---|---|---|",
    ]
    proved = proofs()
    for control in IDS:
        said = CONTROLS[control]
        tests = "<br>".join(f"`{path}`" for path in proved.get(control, [])) or "–"
        lines.append(f"| {control} | {said.does} | {said.where} | {tests} | {said.open or '–'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.relative_to(ROOT)}\n")
