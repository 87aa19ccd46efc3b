"""The screen of the FSE+ in the words of its users."""
