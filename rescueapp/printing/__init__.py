"""Paper: a form as a ruled table, the dedicated file of a case, and their preview.

Plain data in (form, answers, what stands on each page), PDF out. No database, no keys. What a
print shows is decided before a word of it is made (`profiles`), so nothing is ever covered
that could be uncovered.
"""
