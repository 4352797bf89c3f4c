"""Plon (Polish for *harvest*): from the promise in an application to results that live on."""

__version__ = "0.1.0"
