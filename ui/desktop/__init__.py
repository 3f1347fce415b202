"""What the desktop tells and is told: locks, sleep, screenshots, the clipboard."""
