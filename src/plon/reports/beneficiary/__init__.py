"""Reports of a project: interim, final, a partner's, of mid-term. They are put together from what was done and proven.

A report is a list of parts (`programme.report_outlines`). Each has a text, drafted from facts until somebody writes
over it, and blocks of figures that nobody can write over. `gathering` reads the facts in a constant number of
queries, `contents` says each part of them, `composing` makes one paper, of which page, PDF and Word file are made.
"""
