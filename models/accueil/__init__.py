"""The registre d'accueil: passages and their demandes. Imports personnes and what stands below."""
