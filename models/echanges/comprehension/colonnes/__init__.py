"""Which column of a sheet holds what: by its heading first, by what it contains otherwise."""
