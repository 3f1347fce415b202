"""What leaves: consents, who must not learn, who may receive, and the register of it."""
