"""Acts that need two people: asked by one, decided by another."""
