"""Copies of the vault: made, verified, tried, restored."""
