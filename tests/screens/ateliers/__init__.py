"""The screen of the suivis."""
