"""Accounts, roles, rights and keys. Imports `models.base` only."""
