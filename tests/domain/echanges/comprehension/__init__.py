"""What the cells of a register are understood to say, whatever its layout and its spelling."""
