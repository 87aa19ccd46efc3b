"""Lists of values: data that a structure may complete, with codes that never change.

Imports `models.base` only; starts from the lists in `resources/nomenclatures`.
"""
