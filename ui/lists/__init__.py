"""Lists: columns declared as data, rows paged, one model a module."""
