"""Files and photographs of a record: looked at, redrawn, encrypted."""
