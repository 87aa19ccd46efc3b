"""The same window as for the fiches."""

from tests.screens.fiches.conftest import as_accueil, bureau, mamadou, whole_base

__all__ = ["as_accueil", "bureau", "mamadou", "whole_base"]
