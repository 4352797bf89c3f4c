"""Where what editors wrote is read: at our own addresses, in its language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page


def url_parts(page: Page, name: str, *arguments: str) -> tuple[int, str, str]:
    """Return what the editors' system asks of an address: (site, root of the site, path)."""
    with translation.override(page.locale.language_code):
        return (0, settings.BASE_URL, reverse(name, args=arguments))
