"""What is printed, and what the night page and the account show of the house."""
