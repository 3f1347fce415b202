-- Registers of the station, and what else came with them.

-- Entries of registers: of no case, in clear, never deleted (forms/registers).
CREATE TABLE register_entries (
    uid TEXT PRIMARY KEY,
    register TEXT NOT NULL,         -- key of the form
    form_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('incomplete', 'complete')),
    worker TEXT NOT NULL REFERENCES workers (uid),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    answers TEXT NOT NULL           -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX register_entries_by_register ON register_entries (register, created_at);

-- Every version ever saved. Written once; the trigger holds it.
CREATE TABLE register_versions (
    entry_uid TEXT NOT NULL REFERENCES register_entries (uid),
    version INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    worker TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (entry_uid, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER register_versions_are_final BEFORE UPDATE ON register_versions
BEGIN SELECT RAISE(ABORT, 'a saved version never changes'); END;
CREATE TRIGGER register_versions_stay BEFORE DELETE ON register_versions
BEGIN SELECT RAISE(ABORT, 'a saved version is never deleted'); END;
