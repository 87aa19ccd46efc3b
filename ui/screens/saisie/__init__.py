"""Typing a paper sheet: thirty lines in a row, by the keyboard alone."""
