"""How names that a result has elsewhere are written, and where they lead: DOI, handle, ISBN, URN."""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.results.enums import IdentifierScheme

# What people put before a DOI or a handle when they copy it from a page.
_BEFORE = re.compile(
    r"^(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|hdl\.handle\.net/)|^(?:doi|hdl|handle|isbn)\s*:\s*", re.IGNORECASE
)
# The DOI Handbook, 2.2: a prefix of a registrant under 10, a slash, any printable signs.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_HANDLE = re.compile(r"[0-9A-Za-z.]{2,60}/\S+")
# RFC 8141, section 2: a namespace of 2 to 32 signs, then its own string.
_URN = re.compile(r"urn:[0-9a-z][0-9a-z-]{0,30}[0-9a-z]:\S+", re.IGNORECASE)


def normal_value(scheme: str, typed: str) -> str:
    """Return an identifier as it is kept: a DOI without address and in small letters, an ISBN without hyphens.

    Raises:
        ValidationError: it is none of its scheme.
    """
    typed = typed.strip()
    if scheme == IdentifierScheme.URL:
        URLValidator(schemes=["http", "https"])(typed)
        return typed
    bare = typed if scheme == IdentifierScheme.URN else _BEFORE.sub("", typed)
    if not bare.isprintable():
        raise ValidationError(_("This holds signs that nobody sees. Type it by hand."))
    if scheme == IdentifierScheme.DOI:
        # DOIs are the same in capitals and small letters (DOI Handbook, 2.4); one spelling makes twins visible.
        return _matching(_DOI, bare.lower(), _("This is no DOI: it looks like 10.1234/abc."))
    if scheme == IdentifierScheme.ISBN:
        return _isbn(bare)
    if scheme == IdentifierScheme.URN:
        return _matching(_URN, bare, _("This is no URN: it looks like urn:nbn:de:101:1-2019072802401757702913."))
    return _matching(_HANDLE, bare, _("This is no handle: it looks like 20.500.12345/678."))


def _matching(form: re.Pattern[str], value: str, sentence: str | Promise) -> str:
    if not form.fullmatch(value):
        raise ValidationError(str(sentence))
    return value


def _isbn(typed: str) -> str:
    """Return the digits of an ISBN whose check digit is right (ISO 2108)."""
    digits = re.sub(r"[\s-]", "", typed).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        is_right = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"\d{9}[\dX]", digits):
        is_right = sum((10 - place) * (10 if d == "X" else int(d)) for place, d in enumerate(digits)) % 11 == 0
    else:
        is_right = False
    if not is_right:
        raise ValidationError(_("This is no ISBN: a digit is missing or wrong."))
    return digits


def address_of(scheme: str, value: str) -> str:
    """Return where an identifier leads; "" for schemes that no one place resolves (ISBN, URN)."""
    if scheme == IdentifierScheme.URL:
        return value
    before = {IdentifierScheme.DOI: "https://doi.org/", IdentifierScheme.HANDLE: "https://hdl.handle.net/"}.get(
        IdentifierScheme(scheme), ""
    )
    # Whatever signs a DOI holds, its address is one that stands in a header and in a page.
    return before + quote(value, safe="/:;.,()-_~") if before else ""
