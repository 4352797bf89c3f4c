"""Finds the European emblem in pictures by its public geometry: a 3:2 field, twelve stars on a circle.

Knows nothing of Django: it runs in the process with limits (reading/process.py).
"""
