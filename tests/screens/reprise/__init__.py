"""The assistant that brings files in, as its users drive it."""
