"""Files that people bring: judged by content, named without tricks, kept privately, read back after writing."""
