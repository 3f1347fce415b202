"""Papers on the screen and their ways out: a printer, a file, a register."""
