"""Letters that ask again what became of it, 6, 12 and 24 months after somebody agreed."""
