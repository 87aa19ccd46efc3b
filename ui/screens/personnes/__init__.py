"""The people: the list, the page of one of them, the form of her file."""
