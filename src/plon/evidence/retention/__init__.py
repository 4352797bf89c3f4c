"""How long evidence is kept, and what may be destroyed afterwards, on a person's word."""
