"""The command line: the same acts as the window, for scheduled work, the office, and tests.

Passphrases come from a prompt or from `--password-file` (readable by its owner alone), never
from arguments or the environment. `--json` prints one JSON document to standard output;
progress goes to standard error. Exit: 0 done, 1 refused, 2 usage, 3 damaged, 4 unavailable,
70 a mistake of the program.
"""

from __future__ import annotations

from rescueapp.cli.run import main

__all__ = ["main"]
