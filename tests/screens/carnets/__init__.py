"""Carnets on the screen: taken away, brought back, lost."""
