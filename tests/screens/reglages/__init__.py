"""The settings, and the search that goes anywhere."""
