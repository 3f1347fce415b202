"""What lies in a case, opened with the keys of whoever asks, and one save on its way."""
