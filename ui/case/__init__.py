"""A case on the screen: its sections, its clocks, its team, and two files compared."""
