"""What is due because of what happened, under the rules that hold here."""
