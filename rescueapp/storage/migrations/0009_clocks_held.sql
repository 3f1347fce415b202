-- From when on what was worked out of a case holds ('': ever). A computer clock that was set back,
-- or was ahead for a while, then touches those cases alone that were worked out beyond it.
ALTER TABLE clock_turns ADD COLUMN holds_after TEXT NOT NULL DEFAULT '';
CREATE INDEX clock_turns_by_last ON clock_turns (holds_after);
