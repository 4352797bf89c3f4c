"""Officers change what the agency says of itself."""
