"""Accounts, keys and rights, on both engines where rows are at stake."""
