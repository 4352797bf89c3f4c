"""How allauth fits the house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from plon.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002  allauth's signature
        """Keep the name, and the language in which the person signed up."""
        user.name = form.cleaned_data.get("name", "")
        user.language = (get_language() or "pl")[:2]
        super().save_user(request, user, form, commit)
        return user
