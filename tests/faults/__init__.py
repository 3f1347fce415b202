"""What goes wrong around the program, row by row (`rows`), and what was counted (`table`).

A test belongs to a row by its mark and may stand anywhere. Here are those that need a whole
program: killed at any moment, without room, without power, changed on the disk, read by somebody
who may not, cut off from every network.
"""
