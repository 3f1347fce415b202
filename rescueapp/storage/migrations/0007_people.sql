-- People: who is a woman and who a man among those who work here; who works here from outside.

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
