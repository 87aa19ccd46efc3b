"""The accueil: the line that records passages, and the register of the day."""
