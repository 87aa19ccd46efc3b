"""Backups, restoring, verifying: on real encrypted files."""
