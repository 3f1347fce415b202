"""What is begun in one record and ended in the very same: a request of the record is answered
where it was written down, a notice is taken down where it was put up.

Such a record is ended even in a file that was folded into another since; nothing new begins there
(decision 26).
"""

from __future__ import annotations

ENDED_IN_PLACE = frozenset({"case_conference", "referral", "rights_request", "tracing_notice"})
