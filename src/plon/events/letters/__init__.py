"""Letters to people who registered."""
