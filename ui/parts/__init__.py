"""Pieces that know a noun and serve several screens. Imports `ui.kit`, `reports` and `models`."""
