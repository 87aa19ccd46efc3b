"""The house's controls, offscreen."""
