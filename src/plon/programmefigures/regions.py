"""Regions: the voivodeships of Poland by their codes, those of other countries as registers name them."""

import functools
import tomllib
from importlib import resources

from plon.programme.places import country_name
from plon.texts import fold

_WORDS = frozenset({"wojewodztwo", "woj", "voivodeship", "province", "region"})
# Between a country and the name of its region.
_OF = ":"
LONGEST = 100


@functools.cache
def _voivodeships() -> dict[str, list[str]]:
    raw = tomllib.loads(resources.files(__package__).joinpath("data", "voivodeships.toml").read_text("utf-8"))
    return dict(raw["voivodeship"])


@functools.cache
def _known() -> dict[str, str]:
    return {_key(name): code for code, names in _voivodeships().items() for name in names}


def _key(name: str) -> str:
    words = "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()
    return " ".join(word for word in words if word not in _WORDS)


@functools.lru_cache(8192)
def region_of(country: str, written: str) -> str:
    """Return the region that somebody wrote as one value, "" if that says nothing.

    >>> region_of("PL", "woj. opolskie"), region_of("PL", "OPOLSKIE"), region_of("DE", " BADEN-WÜRTTEMBERG")
    ('PL-16', 'PL-16', 'DE:Baden-Württemberg')
    >>> region_of("PL", ""), region_of("LI", "Liechtenstein"), region_of("GB", "Extra-Regio NUTS 2")
    ('', '', '')
    """
    name = " ".join(written.replace("\0", " ").split())[:LONGEST]
    key = _key(name)
    if not country or not key or key.startswith("extra regio") or key == _key(country_name(country, "en")):
        return ""
    if country == "PL" and (code := _known().get(key)):
        return code
    # Registers shout some names and not others; one region must not become two.
    return f"{country}{_OF}{name.title() if name.isupper() else name}"


def region_name(value: str, language: str) -> str:
    """Return a region as a reader sees it, with its country where that is not Poland."""
    if value in _voivodeships():
        return _voivodeships()[value][0]
    country, _of, name = value.partition(_OF)
    return f"{name} ({country_name(country, language)})" if name else value


def is_of_poland(value: str) -> bool:
    """Tell whether a region is one of Poland's, as all are first that the agency asks about."""
    return value in _voivodeships() or value.startswith(f"PL{_OF}")


def voivodeships() -> tuple[str, ...]:
    return tuple(_voivodeships())
