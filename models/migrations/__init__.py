"""Numbered steps of the schema. Frozen once released: they import nothing of ours."""
