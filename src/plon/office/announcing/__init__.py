"""Officers announce something on the pages."""
