"""The commands without a window, run as a person at a terminal runs them."""
