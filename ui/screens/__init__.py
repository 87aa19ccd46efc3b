"""One package for each screen. May import all that stands below, never a sibling."""
