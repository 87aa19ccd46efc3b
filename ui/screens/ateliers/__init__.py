"""Ateliers: the séances, and who came to each."""
