"""Which addresses of this house a message may be about.

Only public pages whose address is no secret: a personal link must not reach the office because somebody reported a
page. Rooms above say what a page is called (`register_place`).
"""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

MOST = 500
# What routes call the part of an address that is a right in itself.
SECRETS = frozenset({"secret", "token", "signed", "key"})
Namer = Callable[[ResolverMatch, str], str]
_namers: dict[str, Namer] = {}


def register_place(view_name: str, name: Namer) -> None:
    """Say how pages of a route are called, for somebody who reports one of them.

    Args:
        view_name: the route with its namespace.
        name: given the match and a language, returns the title; "" if there is no such page.
    """
    _namers[view_name] = name


def path_of(address: str) -> str:
    """Return the path of a public page of this house that an address names; "" if it names none.

    Takes a path, or a whole address that begins with this house's. Whatever follows the path is left out.
    """
    if not address or len(address) > 4 * MOST or any(ord(sign) < 32 or sign == "\\" for sign in address):
        return ""
    try:
        parts, own = urlsplit(address.strip()), urlsplit(settings.BASE_URL)
    except ValueError:
        return ""
    if (parts.scheme or parts.netloc) and (parts.scheme, parts.netloc.lower()) != (own.scheme, own.netloc.lower()):
        return ""
    path = unquote(parts.path)
    return path if _is_public(path) else ""


def _is_public(path: str) -> bool:
    if len(path) > MOST or not _has_language(path) or "\0" in path:
        return False
    found = match_of(path)
    return found is not None and is_reportable(path, found)


def _has_language(path: str) -> bool:
    return path.startswith(tuple(f"/{code}/" for code, _name in settings.LANGUAGES))


def is_reportable(path: str, match: ResolverMatch) -> bool:
    """Tell whether a message may name a page: it is public, and nothing in its address is a right in itself."""
    return _has_language(path) and not SECRETS & set(match.kwargs)


def match_of(path: str) -> ResolverMatch | None:
    """Return the route of a public path, in whichever language it is; None if there is none."""
    with override(path[1:3]):
        try:
            return resolve(path)
        except Resolver404:
            return None


def title_of(path: str, language: str) -> str:
    """Return what the page at a path is called, as far as a room told; "" if none did."""
    found = match_of(path) if path else None
    namer = _namers.get(found.view_name) if found else None
    return namer(found, language)[:300] if found and namer else ""
