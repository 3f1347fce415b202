"""Desks: one matter each, as a page shows it (Oversight, Administration, a case, Today)."""
