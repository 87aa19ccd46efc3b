"""What is seen: the window, its screens and the house's controls.

Imports `reports` and `models`.
"""
