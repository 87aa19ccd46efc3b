"""A carnet de tournée leaves, comes back and is merged. Above accueil, personnes and coffre."""
