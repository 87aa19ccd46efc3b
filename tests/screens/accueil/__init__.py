"""The accueil as its users drive it, key by key."""
