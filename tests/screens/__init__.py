"""Screens and controls, offscreen."""
