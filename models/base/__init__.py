"""What all tables share. Knows no noun of the trade; imports nothing of ours but itself."""
