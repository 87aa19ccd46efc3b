"""What comes in and goes out: registers kept in spreadsheets. May import every other area of models."""
