-- The account of what is kept, looked at, given out and let go.

-- Backups: which lie in the remembered place, which on the vault's own disk, which are gone.
ALTER TABLE backups ADD COLUMN in_series INTEGER NOT NULL DEFAULT 0 CHECK (in_series IN (0, 1));
ALTER TABLE backups ADD COLUMN same_disk INTEGER NOT NULL DEFAULT 0 CHECK (same_disk IN (0, 1));
ALTER TABLE backups ADD COLUMN removed_at TEXT;

-- Trials of restoring a backup, with what each found.
CREATE TABLE restore_trials (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    worker TEXT NOT NULL,
    backup TEXT NOT NULL,           -- uid of the backup
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    report TEXT NOT NULL            -- JSON: counts by table, what was opened
) STRICT;

-- Register of releases (F36): every print, package, hand-over and word that left, in one list.
-- Numbered copies stay in `copies`; `number` here is their print_id.
CREATE TABLE releases (
    uid TEXT PRIMARY KEY,           -- of a package the export's, of a word or letter the record's
    kind TEXT NOT NULL,             -- print, package, hand_over, outside
    case_uid TEXT REFERENCES cases (uid) ON DELETE CASCADE,  -- NULL: of many cases
    number TEXT NOT NULL,           -- what stands on it: print number, sequence of a package
    what TEXT NOT NULL,             -- form key, profile, level of a package
    medium TEXT NOT NULL,           -- printer, file, package; of `outside` a code of L-release-how
    recipient TEXT NOT NULL,
    basis TEXT NOT NULL,            -- a code of L-release-basis; '' not told
    purpose TEXT NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,           -- JSON: "form.field" of what went out
    found TEXT NOT NULL,            -- JSON: of these, what told of the unsafe list
    left_out TEXT NOT NULL,         -- JSON: what was taken out for it
    copies INTEGER NOT NULL,        -- how many; a package has its cases here
    worker TEXT NOT NULL,
    approved_by TEXT NOT NULL,      -- a worker's uid; '' where no approval is needed
    released_at TEXT NOT NULL,
    return_by TEXT                  -- ISO date by which it is to come back
) STRICT, WITHOUT ROWID;
CREATE INDEX releases_by_case ON releases (case_uid, released_at);
CREATE INDEX releases_by_time ON releases (released_at);
CREATE INDEX releases_to_return ON releases (return_by) WHERE return_by IS NOT NULL;

INSERT INTO releases
SELECT min(uid), 'print', case_uid, print_id, what, medium, recipient, '', purpose, reason,
       '[]', '[]', '[]', max(copies), worker, '', min(printed_at), NULL
FROM copies WHERE case_uid IS NOT NULL GROUP BY print_id;
INSERT INTO releases
SELECT uid, 'package', NULL, CAST(sequence AS TEXT), level, 'package',
       coalesce((SELECT name FROM correspondents WHERE key_id = exports.office), ''), '', '', '',
       '[]', '[]', '[]', cases, worker, worker, made_at, NULL
FROM exports;

-- Who took a copy back, and whether it came back or was destroyed.
ALTER TABLE copies ADD COLUMN returned_to TEXT NOT NULL DEFAULT '';
ALTER TABLE copies ADD COLUMN destroyed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX copies_by_print ON copies (print_id, copy_number);

-- What went wrong with personal data (F39): sealed to supervisors, with what is to be done.
CREATE TABLE incidents (
    uid TEXT PRIMARY KEY,
    began_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    sealed BLOB NOT NULL            -- answers, cases, duties
) STRICT, WITHOUT ROWID;

-- Keeping and letting go (K-17; domain/retention.py). The first three go with their case.

-- Files somebody sorted; the others are of the type their age tells.
CREATE TABLE retention_types (
    case_uid TEXT PRIMARY KEY REFERENCES cases (uid) ON DELETE CASCADE,
    type TEXT NOT NULL,
    worker TEXT NOT NULL,
    set_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Holds (not to be destroyed) and restrictions (only stored), with who lifted them.
CREATE TABLE retention_orders (
    uid TEXT PRIMARY KEY,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    kind TEXT NOT NULL,             -- hold, restriction
    reason TEXT NOT NULL,
    laid_by TEXT NOT NULL,
    laid_at TEXT NOT NULL,
    lifted_by TEXT,
    lifted_at TEXT,
    lifted_reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_orders_by_case ON retention_orders (case_uid, kind) WHERE lifted_at IS NULL;

-- What was decided of cases whose period has run out.
CREATE TABLE appraisals (
    uid TEXT PRIMARY KEY,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    outcome TEXT NOT NULL,          -- keep, archive, destroy
    until TEXT,                     -- ISO date, for keep
    reason TEXT NOT NULL,
    worker TEXT NOT NULL,
    decided_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX appraisals_by_case ON appraisals (case_uid, decided_at);

-- What stays of a destroyed case: its certificate, signed by the station. No word of the case.
CREATE TABLE destroyed_cases (
    case_uid TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    destroyed_at TEXT NOT NULL,
    told TEXT NOT NULL,             -- canonical JSON, what the signature covers
    signature BLOB NOT NULL,
    settled_at TEXT                 -- when nothing of it was left on the disk
) STRICT, WITHOUT ROWID;

-- Files of destroyed cases that are still to be removed.
CREATE TABLE shredded_files (blob_uid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- The account of a week or of some days, without going through all of it.
CREATE INDEX audit_by_time ON audit (at);
