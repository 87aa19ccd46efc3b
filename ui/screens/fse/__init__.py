"""FSE+: the operations, who takes part in each, what is missing, the indicators and the file."""
