"""What waits for a second person's word."""
