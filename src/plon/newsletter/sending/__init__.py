"""A number on its way: one connection, one letter at a time, and never two for one address (see `rows`)."""
