"""What is hers: her page, her record, who looked."""
