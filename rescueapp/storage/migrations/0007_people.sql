-- People who belong together, and who works with them.

-- C-01, '' until somebody enters it: women and girls are looked after by women (A-109).
ALTER TABLE workers ADD COLUMN sex TEXT NOT NULL DEFAULT '';

-- A partner's social worker with an account: what it rests on, entered by a supervisor. The vetting
-- stands with the account (`workers.vetted_until`). Days are ISO.
CREATE TABLE outside_workers (
    worker TEXT PRIMARY KEY REFERENCES workers (uid),
    partner TEXT NOT NULL,          -- uid of the entry of the register of partners
    undertaking_on TEXT NOT NULL,   -- confidentiality undertaking: signed, and its last day
    undertaking_until TEXT NOT NULL,
    trained_on TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Families: people who were rescued together, a case each. Who belongs to one lies sealed under a
-- key of the family, padded; a case keeps that key, and which family it is, sealed under its own
-- key of the care compartment. In clear stands only that a case has a family.
CREATE TABLE families (
    uid TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE family_members (
    case_uid TEXT PRIMARY KEY REFERENCES cases (uid) ON DELETE CASCADE,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- Answers that were copied from another of the family and nobody has looked at since: keys of
-- fields, no answers.
CREATE TABLE copied_answers (
    record_uid TEXT NOT NULL REFERENCES records (uid) ON DELETE CASCADE,
    field TEXT NOT NULL,
    PRIMARY KEY (record_uid, field)
) STRICT, WITHOUT ROWID;

-- Merging: two files of one person. The folded one lies as it was, nothing of it is copied or
-- sealed again; what is worked out for a person reads both. Undone, the row stays and tells of it.
CREATE TABLE merges (
    uid TEXT PRIMARY KEY,
    folded TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    kept TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    basis TEXT NOT NULL,            -- L-same-person
    reason TEXT NOT NULL,
    worker TEXT NOT NULL,           -- who asked
    agreed_by TEXT NOT NULL,        -- who agreed; a supervisor of their own accord: the same
    merged_at TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT,
    undone_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX merges_standing ON merges (folded) WHERE undone_at IS NULL;
CREATE INDEX merges_by_kept ON merges (kept, folded) WHERE undone_at IS NULL;

-- Clocks: until which day what was worked out of a case in clear is all there is; no row: until
-- something happens. On a new day only the cases whose day is over are worked out again.
CREATE TABLE clock_turns (
    case_uid TEXT PRIMARY KEY REFERENCES cases (uid) ON DELETE CASCADE,
    holds_until TEXT NOT NULL       -- ISO day, included
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_turns_by_day ON clock_turns (holds_until);
-- A threshold (ten days, three months of stay) is no duty: told when it comes near, never overdue.
ALTER TABLE deadlines ADD COLUMN threshold INTEGER NOT NULL DEFAULT 0;

