"""Who works here, and what lets them: vetting, training, undertakings, a term."""
