-- The spine: what is in clear inside the encrypted database, and where the sealed parts lie.
-- Uids are 32 hex digits; instants UTC with Z; civil dates ISO; booleans 0/1.

CREATE TABLE vault (
    name TEXT PRIMARY KEY,          -- uid, kind, training, station_code, station_name, region, ...
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE workers (
    uid TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,         -- for lists and search; never shown
    uid TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,    -- institution-year-running number, never reused
    alias TEXT NOT NULL UNIQUE,     -- protective name; the only name outside identity
    sex TEXT,                       -- C-01
    born_from TEXT,                 -- earliest and latest possible birth date (L2)
    born_to TEXT,
    stage TEXT NOT NULL,
    risk TEXT,                      -- C-22, from the last assessment
    safety_line TEXT NOT NULL DEFAULT '',
    worker TEXT NOT NULL REFERENCES workers (uid),
    arrived_at TEXT,
    opened_at TEXT NOT NULL,
    closed_on TEXT,
    due_on TEXT,                    -- earliest open due date of its records
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_due ON cases (due_on);
CREATE INDEX cases_by_arrival ON cases (arrived_at);
CREATE INDEX cases_by_risk ON cases (risk);
CREATE INDEX cases_by_stage ON cases (stage, id);
CREATE INDEX cases_by_worker ON cases (worker, id);
CREATE INDEX cases_by_changed ON cases (changed_at);

-- Running numbers, so that a number is never given twice even when a case is gone.
CREATE TABLE numbers (
    series TEXT PRIMARY KEY,        -- "case:530721:2026", "copy:2026", ...
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A random key for each case and compartment, sealed to each holder.
-- holder: a worker's uid, or '' for the compartment's own public key.
CREATE TABLE case_keys (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    compartment TEXT NOT NULL,
    holder TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_uid, compartment, holder)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_keys_by_holder ON case_keys (holder, case_uid);

-- A record: one filled form. `answers` holds the clear answers as one JSON object.
CREATE TABLE records (
    uid TEXT PRIMARY KEY,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('incomplete', 'complete')),
    on_date TEXT,
    due_on TEXT,
    done_on TEXT,                   -- when what was due has been done by a later record
    worker TEXT NOT NULL REFERENCES workers (uid),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    entered_late INTEGER NOT NULL DEFAULT 0,
    answers TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX records_by_case ON records (case_uid, form, on_date);
CREATE INDEX records_due ON records (due_on) WHERE due_on IS NOT NULL AND done_on IS NULL;
CREATE INDEX records_open ON records (case_uid, due_on)
    WHERE due_on IS NOT NULL AND done_on IS NULL;
CREATE INDEX records_by_form ON records (form, on_date);

CREATE TABLE record_parts (
    record_uid TEXT NOT NULL REFERENCES records (uid) ON DELETE CASCADE,
    compartment TEXT NOT NULL,
    version INTEGER NOT NULL,       -- the record version that wrote it; part of its binding
    sealed BLOB NOT NULL,
    PRIMARY KEY (record_uid, compartment)
) STRICT, WITHOUT ROWID;

-- Every version ever saved. Written once; the triggers hold it.
CREATE TABLE record_versions (
    record_uid TEXT NOT NULL REFERENCES records (uid) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (record_uid, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_version_parts (
    record_uid TEXT NOT NULL,
    compartment TEXT NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (record_uid, compartment, version),
    FOREIGN KEY (record_uid) REFERENCES records (uid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER record_versions_are_final BEFORE UPDATE ON record_versions
BEGIN SELECT RAISE(ABORT, 'a saved version never changes'); END;
CREATE TRIGGER record_version_parts_are_final BEFORE UPDATE ON record_version_parts
BEGIN SELECT RAISE(ABORT, 'a saved version never changes'); END;

-- What is known of a person: each key's latest row is the present fact, the rest its history.
CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    key TEXT NOT NULL,              -- the field's key
    value TEXT,                     -- JSON, for facts outside compartments
    compartment TEXT,
    sealed BLOB,                    -- for facts inside one
    source TEXT NOT NULL DEFAULT '',      -- own_words, document, police, inferred
    confidence TEXT NOT NULL DEFAULT '',
    record_uid TEXT,
    worker TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX facts_by_case ON facts (case_uid, key, id);

-- Unsaved typing, sealed to the writer and to supervisors (process notes: to the writer).
CREATE TABLE drafts (
    uid TEXT PRIMARY KEY,
    worker TEXT NOT NULL,
    form TEXT NOT NULL,
    case_uid TEXT,                  -- NULL: a new intake
    record_uid TEXT,                -- NULL: a new record
    based_on INTEGER NOT NULL DEFAULT 0,  -- record version the typing started from
    kept_at TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_worker ON drafts (worker, kept_at);

-- Search: clear words in FTS5 (CJK characters spaced), sealed words opened into memory.
CREATE VIRTUAL TABLE case_search USING fts5 (number, alias, words, tokenize = 'unicode61');
INSERT INTO case_search (case_search, rank) VALUES ('secure-delete', 1);

CREATE TABLE search_parts (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    compartment TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_uid, compartment)
) STRICT, WITHOUT ROWID;

-- Supervisors' names of many cases under one key, so that 100,000 open in a second.
CREATE TABLE name_pages (
    page INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE names_changed (case_uid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Keyed tokens that find the likely same person without saying who.
CREATE TABLE match_tokens (
    token BLOB NOT NULL,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    kind TEXT NOT NULL,             -- name, pinyin, document
    PRIMARY KEY (token, case_uid, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_tokens_by_case ON match_tokens (case_uid);
CREATE TABLE not_the_same (
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    other_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    worker TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (case_uid, other_uid)
) STRICT, WITHOUT ROWID;

-- Attachments: the file lies encrypted in blobs/, its key sealed here under the case's key.
CREATE TABLE blobs (
    uid TEXT PRIMARY KEY,
    case_uid TEXT,                  -- NULL while its form is still a draft
    compartment TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sealed_key BLOB NOT NULL,
    added_at TEXT NOT NULL,
    worker TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything anybody did, as a hash chain. Object: an id, never a name.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,            -- worker uid, '' before anybody is known
    act TEXT NOT NULL,
    object TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '{}',    -- JSON of ids, counts, codes, reasons
    prev BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_object ON audit (object, seq);
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;

-- Register of copies: every sheet and file that was printed or saved.
CREATE TABLE copies (
    uid TEXT PRIMARY KEY,
    print_id TEXT NOT NULL,         -- short id in the footer, one a print job
    case_uid TEXT REFERENCES cases (uid) ON DELETE CASCADE,
    what TEXT NOT NULL,             -- form key or profile
    copy_number INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    reason TEXT NOT NULL,
    worker TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    medium TEXT NOT NULL,           -- printer, file
    returned_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_case ON copies (case_uid, printed_at);

-- Transfer packages: at the station those sent, at the office those received.
CREATE TABLE exports (
    sequence INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    office TEXT NOT NULL,           -- key id of the receiving office
    level TEXT NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    cases INTEGER NOT NULL,
    manifest_hash BLOB NOT NULL,
    made_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    confirmed_at TEXT,
    receipt TEXT
) STRICT;

CREATE TABLE correspondents (       -- at a station its office; at an office its stations
    key_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,             -- office, station
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    keys TEXT NOT NULL,             -- the key file, canonical JSON
    enrolled_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    retired_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE packages (
    station TEXT NOT NULL REFERENCES correspondents (key_id),
    sequence INTEGER NOT NULL,
    uid TEXT NOT NULL UNIQUE,
    level TEXT NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    made_at TEXT NOT NULL,
    manifest TEXT NOT NULL,
    manifest_hash BLOB NOT NULL,
    received_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    gap INTEGER NOT NULL DEFAULT 0, -- how many numbers before it are missing
    PRIMARY KEY (station, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE coded_cases (          -- the office's coded rows, as received
    station TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    pseudonym TEXT NOT NULL,
    facts TEXT NOT NULL,            -- JSON
    PRIMARY KEY (station, sequence, pseudonym),
    FOREIGN KEY (station, sequence) REFERENCES packages (station, sequence) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Spreadsheet rows already taken in: the same row twice makes no second person.
CREATE TABLE imported_rows (
    fingerprint BLOB PRIMARY KEY,   -- keyed hash of the row's identifying cells
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Backups made, for the frame's bottom line.
CREATE TABLE backups (
    uid TEXT PRIMARY KEY,
    made_at TEXT NOT NULL,
    verified_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    size INTEGER NOT NULL,
    audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What stations, hospitals, schools were named before, offered while typing.
CREATE TABLE institutions (
    name TEXT PRIMARY KEY,
    used INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
