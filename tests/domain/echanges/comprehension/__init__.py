"""A carnet leaves, is written in, comes back: on bad days too."""
