"""Dispositifs and the suivis that run in them. Imports accueil and what stands below."""
