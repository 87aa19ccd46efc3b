"""Accounts and agents: who opens the base, with which roles and keys."""
