"""The rule table and its interpreter: what happened, and what is due because of it."""
