"""Duplicates: the review list, two files side by side, the merges of the last thirty days."""
