class Malformed(ValueError):
    """The parts of a picture don't fit together: it is broken, or no such picture."""
