"""Lists of values: data that a structure may complete, with codes that never change.

Imports `models.base` only; starts from the lists and the tables that `resources` ships.
"""
