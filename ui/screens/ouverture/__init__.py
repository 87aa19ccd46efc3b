"""Before the window: the first run, the password, what to do when it is forgotten."""
