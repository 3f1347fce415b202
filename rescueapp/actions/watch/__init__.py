"""What a vault watches over beside its cases: its clock, its account, tries to open it."""
