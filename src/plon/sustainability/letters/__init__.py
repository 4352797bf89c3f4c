"""Letters to keepers: twice a year what became of what they keep, and at once when a public link goes bad."""
