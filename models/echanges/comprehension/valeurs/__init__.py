"""One module for each kind of value in a cell. A reader gives None for what it cannot read."""
