"""The suivis: their list, and one suivi with its phases."""
