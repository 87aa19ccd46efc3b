"""Dispositifs, as the structure sets them: their list, what is in one, the forms of each part."""
