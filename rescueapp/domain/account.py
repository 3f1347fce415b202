"""The account in words: what each entry of the audit tells, and to which group it belongs.

The audit keeps ids, counts and codes. Here every act it knows is declared once: how it reads,
what its object is, and whether it is by its nature a step outside one's own cases. An act of a
newer program reads as `OTHER`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rescueapp.i18n import Text, mark


class Group(StrEnum):
    """What the viewer filters by."""

    ACCESS = "access"
    LOOKS = "looks"
    SEARCHES = "searches"
    CHANGES = "changes"
    PRINTS = "prints"
    EXPORTS = "exports"
    GRANTS = "grants"
    EMERGENCIES = "emergencies"
    KEEPING = "keeping"
    CLOCK = "clock"
    OTHER = "other"


GROUPS: Final[Mapping[Group, Text]] = {
    Group.ACCESS: mark("Signing in and locking", "account"),
    Group.LOOKS: mark("Looks and reveals", "account"),
    Group.SEARCHES: mark("Searches", "account"),
    Group.CHANGES: mark("Changes", "account"),
    Group.PRINTS: mark("Prints and copies", "account"),
    Group.EXPORTS: mark("Packages and releases", "account"),
    Group.GRANTS: mark("Rights, teams and keys", "account"),
    Group.EMERGENCIES: mark("Emergencies", "account"),
    Group.KEEPING: mark("Backups, checks and retention", "account"),
    Group.CLOCK: mark("The computer's clock", "account"),
    Group.OTHER: mark("Other", "account"),
}


class About(StrEnum):
    """What the object of an entry is."""

    NOTHING = ""
    CASE = "case"
    RECORD = "record"
    PERSON = "person"
    FILE = "file"
    PACKAGE = "package"
    BACKUP = "backup"
    WEEK = "week"
    ENTRY = "entry"


KINDS: Final[Mapping[About, Text]] = {
    About.CASE: mark("Case", "account object"),
    About.RECORD: mark("Record", "account object"),
    About.PERSON: mark("Colleague", "account object"),
    About.FILE: mark("Attachment", "account object"),
    About.PACKAGE: mark("Package", "account object"),
    About.BACKUP: mark("Backup", "account object"),
    About.WEEK: mark("Week", "account object"),
    About.ENTRY: mark("Entry of a register", "account object"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the audit: its words, its group, what its object is."""

    words: Text
    group: Group
    about: About = About.NOTHING
    outside: bool = False  # by its nature a step outside one's own cases


_G, _A = Group, About
OTHER: Final = Act(mark("Another act of a newer version", "account act"), _G.OTHER)

ACTS: Final[Mapping[str, Act]] = {
    # signing in
    "unlock": Act(mark("Signed in", "account act"), _G.ACCESS),
    "lock": Act(mark("Locked", "account act"), _G.ACCESS),
    "failed_unlocks": Act(mark("Failed sign-ins before this one", "account act"), _G.ACCESS),
    "change_passphrase": Act(mark("Changed a passphrase", "account act"), _G.ACCESS, _A.PERSON),
    "plan_profile_set": Act(mark("Set which plan names the departments", "account act"),
                            _G.ACCESS),
    "lock_limit_set": Act(mark("Set after how long the screen locks", "account act"), _G.ACCESS),
    "pin_set": Act(mark("Set a shift PIN", "account act"), _G.ACCESS),
    "pin_used": Act(mark("Went on with a shift PIN", "account act"), _G.ACCESS),
    "pin_forgotten": Act(mark("A shift PIN ended", "account act"), _G.ACCESS),
    "pin_policy_set": Act(mark("Decided whether shift PINs are used", "account act"), _G.ACCESS),
    # looks
    "open_case": Act(mark("Opened a case", "account act"), _G.LOOKS, _A.CASE),
    "open_record": Act(mark("Opened a record", "account act"), _G.LOOKS, _A.RECORD),
    "begin_form": Act(mark("Began a form in a case", "account act"), _G.LOOKS, _A.CASE),
    "open_brief": Act(mark("Read what is known before a talk", "account act"), _G.LOOKS, _A.CASE),
    "open_outcomes": Act(mark("Read the outcome scales over time", "account act"), _G.LOOKS,
                         _A.CASE),
    "open_attachment": Act(mark("Opened an attachment", "account act"), _G.LOOKS, _A.FILE),
    "reveal": Act(mark("Showed the name", "account act"), _G.LOOKS, _A.CASE),
    "reveal_sensitive": Act(mark("Showed sensitive answers", "account act"), _G.LOOKS, _A.CASE),
    "her_page": Act(mark("Read her page together", "account act"), _G.LOOKS, _A.CASE),
    "name_listed": Act(mark("Put the name on a list", "account act"), _G.LOOKS, _A.CASE),
    "compare_files": Act(mark("Compared two files that may be of one person", "account act"),
                         _G.LOOKS, _A.CASE),
    "prepare_print": Act(mark("Looked at a print", "account act"), _G.LOOKS),
    "notes_taken_back": Act(mark("Opened process notes again with two papers", "account act"),
                            _G.LOOKS, _A.PERSON),
    # searches
    "search_outside": Act(mark("Searched and found others' cases", "account act"), _G.SEARCHES,
                          outside=True),
    "compare_missing": Act(mark("Compared a case with missing people", "account act"), _G.SEARCHES,
                           _A.CASE),
    "not_this_person": Act(mark("Decided that a missing person is not this one", "account act"),
                           _G.CHANGES, _A.CASE),
    "perhaps_this_person": Act(mark("Took back that a missing person is not this one",
                                    "account act"), _G.CHANGES, _A.CASE),
    "take_in_missing": Act(mark("Took in a list of missing people", "account act"), _G.CHANGES,
                           _A.NOTHING),
    "notice_to_take_down": Act(mark("A tracing notice is to be taken down", "account act"),
                               _G.CHANGES, _A.RECORD),
    "likenesses": Act(mark("Looked for the same person in all cases", "account act"), _G.SEARCHES,
                      _A.CASE, outside=True),
    # changes
    "register_case": Act(mark("Registered a case", "account act"), _G.CHANGES, _A.CASE),
    "save_record": Act(mark("Saved a record", "account act"), _G.CHANGES, _A.RECORD),
    "save_entry": Act(mark("Saved an entry of a register", "account act"), _G.CHANGES, _A.ENTRY),
    "attach": Act(mark("Attached a file", "account act"), _G.CHANGES, _A.FILE),
    "attachment_dropped": Act(mark("Dropped a file that was never saved", "account act"),
                              _G.CHANGES, _A.FILE),
    "withdraw_consent": Act(mark("Entered that a consent was taken back", "account act"),
                            _G.CHANGES, _A.CASE),
    "cancel_visit": Act(mark("Called a visit off", "account act"), _G.CHANGES, _A.RECORD),
    "stop_referral": Act(mark("Stopped a referral whose consent was taken back", "account act"),
                         _G.CHANGES, _A.RECORD),
    "inherit_unsafe_list": Act(mark("Carried an unsafe list to a child's case", "account act"),
                               _G.CHANGES, _A.CASE),
    "copy_answers": Act(mark("Copied shared answers for another of the family", "account act"),
                        _G.LOOKS, _A.RECORD),
    "link_family": Act(mark("Put a case into a family", "account act"), _G.CHANGES, _A.CASE),
    "unlink_family": Act(mark("Took a case out of its family", "account act"), _G.CHANGES,
                         _A.CASE),
    "describe_family": Act(mark("Changed what somebody is in the family", "account act"),
                           _G.CHANGES, _A.CASE),
    "not_the_same": Act(mark("Decided that two files are of two persons", "account act"),
                        _G.CHANGES, _A.CASE),
    "merge_files": Act(mark("Merged two files of one person", "account act"), _G.CHANGES, _A.CASE),
    "unmerge_files": Act(mark("Took two merged files apart", "account act"), _G.CHANGES, _A.CASE),
    "import": Act(mark("Took in a list", "account act"), _G.CHANGES),
    # prints
    "print": Act(mark("Printed or saved a paper", "account act"), _G.PRINTS, _A.CASE),
    "copy_returned": Act(mark("Noted that a copy came back", "account act"), _G.PRINTS, _A.CASE),
    "copy_not_returned": Act(mark("Noted that a copy is still out", "account act"), _G.PRINTS,
                             _A.CASE),
    "names_list": Act(mark("Printed a list of names with a second person's consent",
                           "account act"), _G.PRINTS),
    # packages
    "export": Act(mark("Made a package", "account act"), _G.EXPORTS, _A.PACKAGE),
    "receipt": Act(mark("Filed a receipt", "account act"), _G.EXPORTS),
    "receive": Act(mark("Took in a package", "account act"), _G.EXPORTS, _A.PACKAGE),
    "package_refused": Act(mark("Refused a package", "account act"), _G.EXPORTS),
    "key_file_made": Act(mark("Wrote the key file", "account act"), _G.EXPORTS),
    "enrol": Act(mark("Enrolled another house", "account act"), _G.EXPORTS),
    "release": Act(mark("Gave something out", "account act"), _G.EXPORTS, _A.CASE),
    "abroad_on": Act(mark("Turned provision abroad on, as the second person", "account act"),
                     _G.EXPORTS),
    "abroad_off": Act(mark("Turned provision abroad off", "account act"), _G.EXPORTS),
    "hand_over": Act(mark("Handed over a case", "account act"), _G.EXPORTS, _A.PACKAGE),
    "open_hand_over": Act(mark("Opened a case handed over", "account act"), _G.EXPORTS,
                          _A.PACKAGE),
    "take_up": Act(mark("Took up a case from another station", "account act"), _G.CHANGES,
                   _A.CASE),
    "not_taken_up": Act(mark("Refused a case from another station", "account act"), _G.EXPORTS,
                        _A.PACKAGE),
    "deadline_pause": Act(mark("Let a deadline stand still", "account act"), _G.CHANGES, _A.CASE),
    "deadline_resume": Act(mark("Let a deadline go on", "account act"), _G.CHANGES, _A.CASE),
    "deadline_exempt": Act(mark("Asked that a deadline needs nothing", "account act"), _G.CHANGES,
                           _A.CASE),
    "deadline_override": Act(mark("Asked for another day of a deadline", "account act"),
                             _G.CHANGES, _A.CASE),
    "station_done": Act(mark("Said that a duty of the station is done", "account act"),
                        _G.CHANGES),
    # rights
    "ask": Act(mark("Asked for something that needs two", "account act"), _G.GRANTS, _A.CASE),
    "approve": Act(mark("Approved a record", "account act"), _G.GRANTS, _A.RECORD),
    "take_back": Act(mark("Took a request back", "account act"), _G.GRANTS, _A.CASE),
    "decide": Act(mark("Decided a request", "account act"), _G.GRANTS, _A.CASE),
    "decide_by_code": Act(mark("Decided a request by telephone code", "account act"), _G.GRANTS,
                          _A.CASE),
    "wrong_code": Act(mark("Typed a wrong telephone code", "account act"), _G.GRANTS, _A.CASE),
    "confirm_code": Act(mark("Confirmed a decision by telephone", "account act"), _G.GRANTS,
                        _A.CASE),
    "code_told": Act(mark("The superior office signed for a decision by telephone",
                          "account act"), _G.GRANTS, _A.CASE),
    "make_code_sheet": Act(mark("Made a sheet of telephone codes", "account act"), _G.GRANTS),
    "use_grant": Act(mark("Used a permission", "account act"), _G.GRANTS, _A.CASE),
    "name_deputy": Act(mark("Named a deputy", "account act"), _G.GRANTS, _A.PERSON),
    "end_deputy": Act(mark("Ended a deputy's time", "account act"), _G.GRANTS),
    "assign": Act(mark("Put somebody on a team", "account act"), _G.GRANTS, _A.CASE),
    "remove_from_team": Act(mark("Took somebody off a team", "account act"), _G.GRANTS, _A.CASE),
    "add_user": Act(mark("Added a colleague", "account act"), _G.GRANTS, _A.PERSON),
    "set_until": Act(mark("Set an inspector's last day", "account act"), _G.GRANTS, _A.PERSON),
    "deactivate": Act(mark("Ended a colleague's access", "account act"), _G.GRANTS, _A.PERSON),
    "reset": Act(mark("Gave a colleague a new passphrase", "account act"), _G.GRANTS, _A.PERSON),
    "user_gone": Act(mark("A colleague's access is missing", "account act"), _G.GRANTS, _A.PERSON),
    "grant_access": Act(mark("Granted access", "account act"), _G.GRANTS, _A.PERSON),
    "seal_again": Act(mark("Sealed a colleague's keys again", "account act"), _G.GRANTS,
                      _A.PERSON),
    "undertaking": Act(mark("Entered the undertaking of a social worker from outside",
                            "account act"), _G.GRANTS, _A.PERSON),
    "set_sex": Act(mark("Entered whether a colleague is a woman or a man", "account act"),
                   _G.GRANTS, _A.PERSON),
    "no_woman": Act(mark("Said why a man is responsible for the case of a woman or girl",
                         "account act"), _G.GRANTS, _A.CASE),
    "lend_outside": Act(mark("Lent parts of a case outside", "account act"), _G.GRANTS, _A.CASE),
    "end_outside": Act(mark("Ended a loan outside", "account act"), _G.GRANTS, _A.CASE),
    "set_vetted": Act(mark("Entered a vetting", "account act"), _G.GRANTS, _A.PERSON),
    "renewal_begun": Act(mark("Began new keys", "account act"), _G.GRANTS),
    "renewal_done": Act(mark("Finished new keys", "account act"), _G.GRANTS),
    "renewal_dropped": Act(mark("Dropped new keys nothing used", "account act"), _G.GRANTS),
    "week_seen": Act(mark("Signed the weekly list", "account act"), _G.GRANTS, _A.WEEK),
    "report_incident": Act(mark("Reported an incident", "account act"), _G.KEEPING),
    "keep_incident": Act(mark("Wrote in the file of an incident", "account act"), _G.KEEPING),
    "incident_mistake": Act(mark("Ended an incident as opened by mistake", "account act"),
                            _G.KEEPING),
    # emergencies
    "break_glass": Act(mark("Opened a case in an emergency", "account act"), _G.EMERGENCIES,
                       _A.CASE, outside=True),
    "complete_reason": Act(mark("Told the reason of an emergency", "account act"),
                           _G.EMERGENCIES, _A.CASE, outside=True),
    "give_back": Act(mark("Gave a case back early", "account act"), _G.EMERGENCIES, _A.CASE,
                     outside=True),
    # keeping
    "vault_created": Act(mark("Made this vault", "account act"), _G.KEEPING),
    "restored": Act(mark("Restored from a backup", "account act"), _G.KEEPING),
    "back_up": Act(mark("Began a backup", "account act"), _G.KEEPING),
    "backup_verified": Act(mark("Read a backup back", "account act"), _G.KEEPING, _A.BACKUP),
    "backup_let_go": Act(mark("Let an old backup go", "account act"), _G.KEEPING, _A.BACKUP),
    "backup_place_set": Act(mark("Chose where backups go", "account act"), _G.KEEPING),
    "restore_tried": Act(mark("Tried to restore a backup", "account act"), _G.KEEPING, _A.BACKUP),
    "verify": Act(mark("Checked everything", "account act"), _G.KEEPING),
    "account_broken": Act(mark("A check found that the account does not hold together",
                               "account act"), _G.KEEPING),
    "prove_audit": Act(mark("Proved the account with two papers", "account act"), _G.KEEPING),
    "drill": Act(mark("Tried the recovery papers", "account act"), _G.KEEPING),
    "drill_failed": Act(mark("Tried recovery papers that failed", "account act"), _G.KEEPING),
    "new_papers": Act(mark("Made new recovery papers", "account act"), _G.KEEPING),
    "new_papers_dropped": Act(mark("New recovery papers were cut off and hold nothing",
                                   "account act"), _G.KEEPING),
    "faults_dropped": Act(mark("Dropped reports of mistakes", "account act"), _G.KEEPING),
    "journal_unreadable": Act(mark("Found notes of the key desk that nobody signed",
                                   "account act"), _G.KEEPING),
    "appraise": Act(mark("Appraised what is due to go", "account act"), _G.KEEPING),
    "set_period": Act(mark("Set how long something is kept", "account act"), _G.KEEPING),
    "change_rule": Act(mark("Changed a rule of the clocks", "account act"), _G.CLOCK),
    "change_limit": Act(mark("Changed an amount that is allowed", "account act"), _G.CLOCK),
    "hand_down_rules": Act(mark("Wrote the rules file for the stations", "account act"),
                           _G.CLOCK),
    "take_rules": Act(mark("Took in the rules of the superior office", "account act"), _G.CLOCK),
    "import_holidays": Act(mark("Took in a table of holidays", "account act"), _G.CLOCK),
    "lay_hold": Act(mark("Put a hold on a case", "account act"), _G.KEEPING, _A.CASE),
    "lift_hold": Act(mark("Lifted a hold", "account act"), _G.KEEPING, _A.CASE),
    "lay_restriction": Act(mark("Restricted a case to storage", "account act"), _G.KEEPING,
                           _A.CASE),
    "lift_restriction": Act(mark("Lifted a restriction", "account act"), _G.KEEPING, _A.CASE),
    "case_destroyed": Act(mark("Destroyed a case", "account act"), _G.KEEPING, _A.CASE),
    "case_destroyed_again": Act(mark("Took out again a case that an older backup brought back",
                                     "account act"), _G.KEEPING, _A.CASE),
    "sort_case": Act(mark("Sorted a case for keeping", "account act"), _G.KEEPING, _A.CASE),
    # the clock
    "clock_back": Act(mark("The computer's clock had gone back", "account act"), _G.CLOCK),
    "clock_ahead": Act(mark("The computer's clock had leapt ahead", "account act"), _G.CLOCK),
    "clock_confirmed": Act(mark("Confirmed the date", "account act"), _G.CLOCK),
}  # fmt: skip


def act_of(key: str) -> Act:
    """What is declared of an act; `OTHER` for one this program does not know."""
    return ACTS.get(key, OTHER)


def acts_in(group: Group) -> tuple[str, ...]:
    """The keys of a group's acts. Of `OTHER`: none, it is what nobody declared."""
    return tuple(key for key, act in ACTS.items() if act.group is group)


OUTSIDE: Final = tuple(key for key, act in ACTS.items() if act.outside)
