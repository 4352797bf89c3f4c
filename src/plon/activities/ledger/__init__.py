"""The ledger: promise by promise, what is promised, done, proven, changed or missing.

Figures and states are pure functions on the frozen values of `facts`; `loading` reads them; presenters and files
come last. Every figure is the sum of its shares, and a page, a PDF, an XLSX and a JSON are made of the same shares.
"""

from plon.activities.ledger.entries import Ledger
from plon.activities.ledger.loading import load_ledger

__all__ = ["Ledger", "load_ledger"]
