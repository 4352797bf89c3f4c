"""The accessibility statement and the privacy notice as Plon writes them from settings."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from plon.agency.own import contacts_for
from plon.agency.retention import periods


def generated(page: str, language: str) -> SafeString:
    """Return what Plon writes on a page in a language, as HTML.

    Args:
        page: "accessibility" or "privacy".
        language: "pl" or "en".
    """
    with override(language):
        context = {"agency": contacts_for(language), "periods": periods()}
        return mark_safe(render_to_string(f"portal/{page}_{language}.html", context))
