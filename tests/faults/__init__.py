"""What goes wrong around the program: `test_killed` (the process is killed at any moment),
`test_full_disk` (no byte more can be written), `test_canary` (nothing entered shows up in any
other place)."""
