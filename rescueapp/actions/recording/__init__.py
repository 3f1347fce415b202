"""Writing: a case opened, a record saved, a draft kept, a table taken in."""
