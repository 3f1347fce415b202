-- Trust: what needs two people, and the time for which somebody sees another's case.

-- An act one person asked for and another decided. What is signed is in `storage/requests.py`.
CREATE TABLE requests (
    uid TEXT PRIMARY KEY,
    kind TEXT NOT NULL,             -- domain/request.py
    subject TEXT NOT NULL,          -- uid of the case or the person it is about
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    asked_signature BLOB NOT NULL,  -- Ed25519, by who asked
    granted INTEGER,                -- NULL: not decided yet
    until TEXT,                     -- instant at which a grant ends
    note TEXT NOT NULL DEFAULT '',
    decided_by TEXT,
    decided_at TEXT,
    decided_signature BLOB,         -- Ed25519, by who decided
    seen_by TEXT,                   -- a supervisor who looked at it afterwards
    seen_at TEXT,
    used_at TEXT,                   -- a grant for one act was spent
    used_for TEXT,                  -- by this record
    code TEXT NOT NULL DEFAULT '',  -- sheet/number, when the superior bureau decided by telephone
    tries INTEGER NOT NULL DEFAULT 0,
    confirmed_by TEXT,              -- a supervisor, after a decision by telephone
    confirmed_at TEXT,
    confirmed_signature BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_subject ON requests (subject, asked_at);
CREATE INDEX requests_open ON requests (asked_at) WHERE granted IS NULL;

CREATE INDEX requests_unconfirmed ON requests (decided_at) WHERE code <> '' AND confirmed_by IS NULL;

-- The codes of the sheet that lies at the superior bureau: salted Argon2id, used once each.
CREATE TABLE telephone_codes (
    sheet TEXT NOT NULL,
    number INTEGER NOT NULL,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    used_for TEXT,                  -- uid of the request it decided
    used_at TEXT,
    PRIMARY KEY (sheet, number)
) STRICT, WITHOUT ROWID;

-- Keys of a case for a time: apart from `case_keys`, so that nobody joins a team by being let in.
CREATE TABLE lent_keys (
    request_uid TEXT NOT NULL REFERENCES requests (uid) ON DELETE CASCADE,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    compartment TEXT NOT NULL,
    holder TEXT NOT NULL,           -- a worker's uid
    until TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_uid, holder, compartment, request_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX lent_keys_by_end ON lent_keys (until);

-- Who may decide for a supervisor, and when: signed by the supervisor.
CREATE TABLE deputies (
    uid TEXT PRIMARY KEY,
    supervisor TEXT NOT NULL,
    deputy TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    given_at TEXT NOT NULL,
    signature BLOB NOT NULL,
    ended_at TEXT
) STRICT, WITHOUT ROWID;

-- Mistakes of the program, without values: sealed to whom it happened to and to supervisors.
CREATE TABLE faults (
    uid TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX faults_by_time ON faults (at);

-- The forward-secure MAC over the audit (crypto/forward.py). Entries of older programs have none.
ALTER TABLE audit ADD COLUMN mac BLOB;

CREATE TABLE audit_epochs (
    epoch INTEGER PRIMARY KEY,      -- from 1; a new one begins when an office is enrolled
    first_seq INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    sealed BLOB NOT NULL            -- the first key, sealed to the recovery papers
) STRICT;
CREATE TRIGGER audit_epochs_are_final BEFORE UPDATE ON audit_epochs
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;
CREATE TRIGGER audit_epochs_stay BEFORE DELETE ON audit_epochs
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;

-- The key of the next entry: one row, overwritten with each entry.
CREATE TABLE audit_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL
) STRICT;

-- Cases whose keys somebody knew who left, until each has new ones.
CREATE TABLE known_cases (
    case_uid TEXT PRIMARY KEY REFERENCES cases (uid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Until when somebody is vetted for work with minors (civil date); NULL: nobody has looked.
-- Who is here when this table learns it has thirty days, so that no night is stopped.
ALTER TABLE workers ADD COLUMN vetted_until TEXT;
UPDATE workers SET vetted_until = date('now', '+30 days');
