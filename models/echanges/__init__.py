"""What comes in and goes out: registers kept in spreadsheets. May import all areas of models."""
