"""The rules of the house, as sentences that run."""
