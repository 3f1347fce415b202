-- In which cases a fact has a member is asked at each save that tells of somebody unsafe: without
-- this every fact of every case was read for it.
CREATE INDEX facts_by_key ON facts (key, case_uid, id);
