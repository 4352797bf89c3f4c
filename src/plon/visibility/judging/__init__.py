"""Judges what was read: one short function for each rule of domain.md §5, in words of data/findings.toml."""
