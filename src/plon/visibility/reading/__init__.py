"""Reads what is checked, in a process of its own with limits.

`process.py` and what it uses (pdf, office, pictures, web) know nothing of Django; `reading.py` starts it.
"""
