"""The duplicates as their users drive them."""
