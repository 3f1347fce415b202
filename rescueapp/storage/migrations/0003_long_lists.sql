-- Long lists: what is due is counted within its index, and what somebody opened of many cases
-- waits in pages for their next unlock.

DROP INDEX records_due;
CREATE INDEX records_due ON records (due_on, case_uid, form, done_on)
    WHERE due_on IS NOT NULL AND done_on IS NULL;

-- The search words of many cases under one key of a holder: a worker's uid, or '' for the names
-- that supervisors share. The old pages are not taken over: the next unlock writes them anew.
DROP TABLE name_pages;
DROP TABLE names_changed;
CREATE TABLE word_pages (
    holder TEXT NOT NULL,
    compartment TEXT NOT NULL,
    page INTEGER NOT NULL,
    upto INTEGER NOT NULL,          -- the last change of `words_changed` that is in it
    sealed BLOB NOT NULL,
    PRIMARY KEY (holder, compartment, page)
) STRICT;

-- When the words of a case, or who may open them, last changed; counted within a compartment.
CREATE TABLE words_changed (
    compartment TEXT NOT NULL,
    case_uid TEXT NOT NULL REFERENCES cases (uid) ON DELETE CASCADE,
    change INTEGER NOT NULL,
    PRIMARY KEY (compartment, case_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_changed_by_change ON words_changed (compartment, change);
