"""A file brought in, step by step. May import `ui.parts`, `ui.kit`, `models`."""
