"""What the assistant shows of a file: its columns, its texts, its people, its rows, as lists."""
