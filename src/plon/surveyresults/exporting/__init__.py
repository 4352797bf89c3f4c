"""Answers as files: which variables there are, and one module per format."""
