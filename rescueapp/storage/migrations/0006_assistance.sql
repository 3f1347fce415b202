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


-- Clocks (rules.md A): what has happened in a case, as its records tell, and what is due because
-- of it. What a compartment tells lies sealed under the case's key of it, as long as the number of
-- records that could tell something makes it, whatever they tell; what is due because of it is
-- worked out where the key is and written nowhere.
CREATE TABLE milestones (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    told_by TEXT NOT NULL,          -- the record's uid
    name TEXT NOT NULL,
    at TEXT NOT NULL,               -- ISO day, or instant
    PRIMARY KEY (case_uid, told_by, name, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_milestones (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    compartment TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_uid, compartment)
) STRICT, WITHOUT ROWID;

-- Deadlines that run, from what is in clear: for Today, and the next date of a case.
CREATE TABLE deadlines (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    deadline TEXT NOT NULL,         -- JSON, as it was worked out
    due_on TEXT NOT NULL,           -- the day of it at the station
    ends_at TEXT NOT NULL,          -- the last instant in time
    PRIMARY KEY (case_uid, deadline)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_due ON deadlines (due_on);

-- What somebody decided about a deadline: to wait, to go on, to need none, another date. `about`
-- is JSON, and with the reason sealed where a compartment tells of the deadline; then it is ''.
CREATE TABLE clock_decisions (
    uid TEXT PRIMARY KEY,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    compartment TEXT NOT NULL,      -- that seals
    about TEXT NOT NULL,
    sealed BLOB NOT NULL,
    worker TEXT NOT NULL,           -- who asked
    asked_at TEXT NOT NULL,
    request_uid TEXT                -- what needs a second person waits for it
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_decisions_by_case ON clock_decisions (case_uid);

-- What the station itself has done (its reports sent), as somebody said, with a note.
CREATE TABLE station_milestones (
    name TEXT NOT NULL,
    at TEXT NOT NULL,               -- ISO day
    worker TEXT NOT NULL,
    said_at TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (name, at)
) STRICT, WITHOUT ROWID;

-- Children of school age (A-603): found by how young somebody may be.
CREATE INDEX cases_by_birth ON cases (born_to) WHERE born_to IS NOT NULL;


-- Tracing: a missing person of the register who is not the person of this case; never asked again.
CREATE TABLE not_this_person (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    entry_uid TEXT NOT NULL REFERENCES register_entries (uid),
    worker TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (case_uid, entry_uid)
) STRICT, WITHOUT ROWID;


-- Hand-over of a case between stations. Each recipient has its own series of packages, so that one
-- that goes to a station makes no gap in the numbers of the office: `sequence` counts for one
-- recipient alone, and a package names the hash of the one before it to the same recipient. Of one
-- to the office number and hash are those of `exports`. The series stays when its case is destroyed.
CREATE TABLE hand_overs (
    uid TEXT PRIMARY KEY,           -- of the package
    recipient TEXT NOT NULL,        -- key id
    sequence INTEGER NOT NULL,
    manifest_hash BLOB NOT NULL,
    made_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    answered_at TEXT,
    verdict TEXT,                   -- taken, refused
    reason TEXT,                    -- L-not-taken-up
    receipt TEXT,                   -- the signed receipt, canonical JSON
    UNIQUE (recipient, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE handed_over_cases (    -- which case went in a package
    package_uid TEXT PRIMARY KEY REFERENCES hand_overs (uid),
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX handed_over_by_case ON handed_over_cases (case_uid);

-- At the station that takes a case up: what became of a package, where a case came from, and who
-- wrote its records there.
CREATE TABLE arrivals (
    package_uid TEXT PRIMARY KEY REFERENCES packages (uid),
    verdict TEXT NOT NULL,          -- taken, refused
    reason TEXT NOT NULL,           -- L-not-taken-up
    decided_at TEXT NOT NULL,
    worker TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE came_from (
    case_uid TEXT PRIMARY KEY REFERENCES cases (uid) ON DELETE CASCADE,
    package_uid TEXT NOT NULL,
    station TEXT NOT NULL,          -- its name, as it was enrolled
    number TEXT NOT NULL,           -- of the case there
    alias TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE carried_records (      -- the first version of a record was written there
    record_uid TEXT PRIMARY KEY REFERENCES records (uid) ON DELETE CASCADE,
    station TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
