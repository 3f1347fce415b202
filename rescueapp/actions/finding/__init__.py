"""Cases found: by words, by what is alike, by what departments are to resolve."""
