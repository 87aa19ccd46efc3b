"""The paper sheet typed in, by keys alone."""
