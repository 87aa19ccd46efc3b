"""The safe: creating a base, backing it up, restoring and verifying it. Sees all but bilans."""
