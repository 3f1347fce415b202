-- The whole of assistance: clocks, approvals, referrals, what belongs together.

-- Approvals: what in the case a request is about, "record uid/version"; '' for the whole of it.
ALTER TABLE requests ADD COLUMN about TEXT NOT NULL DEFAULT '';
