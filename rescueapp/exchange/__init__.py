"""What comes in and goes out as files: key files, packages, receipts, spreadsheets."""
