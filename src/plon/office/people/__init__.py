"""Accounts and what they may do, for administrators."""
