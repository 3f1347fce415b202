"""What stands against a record of a form, area by area."""
