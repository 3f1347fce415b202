"""Who is signed in: passphrase, PIN, a second person asked; what the frame says of the vault."""
