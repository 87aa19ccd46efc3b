"""Documents as they come out: their text, their pages, their fonts, what a scanner reads."""
