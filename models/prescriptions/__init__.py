"""Fiches de prescription, their signatures and frozen versions, comités and decisions.

May import `suivis` and the areas below it, and `base`; neither `bilans` nor `echanges`.
"""
