"""Dispositifs, sessions, fiches de prescription and their signatures, comités and decisions.

May import `suivis` and the areas below it, and `base`; neither `bilans` nor `echanges`.
"""
