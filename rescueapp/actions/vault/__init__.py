"""The vault itself: made, opened, locked; its people and its keys."""
