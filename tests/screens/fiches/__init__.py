"""The screens of the fiches and of the suivis, on a base with every key."""
