"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation


def site(request: HttpRequest) -> dict[str, object]:
    """The page's address in each language (None for the workspace, whose language follows the person)."""
    address = request.build_absolute_uri(request.path)
    has_prefix = translation.get_language_from_path(request.path_info) is not None
    return {
        "base_url": settings.BASE_URL,
        "is_demonstration": settings.DEMONSTRATION,
        "languages": settings.LANGUAGES,
        "has_language_prefix": has_prefix,
        "alternates": _alternates(address) if has_prefix else [],
    }


def _alternates(address: str) -> list[tuple[str, str, str]]:
    """Return (code, name, address) of the page in each language; only the others have to be found."""
    here = translation.get_language()
    return [
        (code, name, address if code == here else translate_url(address, code)) for code, name in settings.LANGUAGES
    ]
