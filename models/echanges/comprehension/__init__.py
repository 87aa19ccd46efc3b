"""From the cells of a register to what each row says: passages, people, demandes."""
