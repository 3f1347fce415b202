"""Who was rescued together, and two files that are one person."""
