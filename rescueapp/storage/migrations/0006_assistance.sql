-- The whole of assistance: clocks, approvals, referrals, what belongs together.

-- Approvals: what in the case a request is about, "record uid/version"; '' for the whole of it.
ALTER TABLE requests ADD COLUMN about TEXT NOT NULL DEFAULT '';
-- The office's own versions of rules (resources/rules.toml), each with who, when and why, and the
-- days off of years the program does not know. Neither is changed or taken out again: a deadline
-- names the version it follows.
CREATE TABLE rule_changes (
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    valid_from TEXT NOT NULL,       -- ISO day: of what begins from then on
    worker TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    why TEXT NOT NULL,
    what TEXT NOT NULL,             -- JSON: steps, every, soon, off
    PRIMARY KEY (rule, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rule_changes_are_final BEFORE UPDATE ON rule_changes
BEGIN SELECT RAISE(ABORT, 'the history of a rule never changes'); END;
CREATE TRIGGER rule_changes_stay BEFORE DELETE ON rule_changes
BEGIN SELECT RAISE(ABORT, 'the history of a rule never changes'); END;

CREATE TABLE holidays (
    day TEXT PRIMARY KEY,           -- ISO
    kind TEXT NOT NULL,             -- holiday, workday
    name TEXT NOT NULL,
    worker TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
