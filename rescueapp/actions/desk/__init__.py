"""What stands on a desk beside the cases: duties, the register of releases, the missing."""
