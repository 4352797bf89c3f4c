"""Documents of many pages from blocks: one value becomes a tagged PDF and a Word file, so that both say the same."""
