"""The only SQL of the program, and the only files it keeps: a vault folder and its backups.

A module for each group of tables; functions take the open `Database` first. Those that write
are called inside `with db.transaction():` — the act decides what belongs together, and a
write outside one is a bug. Rows go out as frozen data; sealed columns go in and out as they
are: nothing here can open them.
"""
