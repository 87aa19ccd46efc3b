"""Before the window: first run, password, recovery."""
