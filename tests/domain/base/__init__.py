"""The layer under all tables, on both engines; and files that are killed, cut, full, damaged."""
