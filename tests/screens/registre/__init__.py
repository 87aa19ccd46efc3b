"""The personnes as their users drive them."""
