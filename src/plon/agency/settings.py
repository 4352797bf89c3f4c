"""Settings that an officer changes in the office: kept in the database, read everywhere.

Each process keeps what it read for a few seconds (`plon.agency.kept`).
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from plon.agency.kept import Kept
from plon.agency.models import Setting

LANGUAGES = ("pl", "en")
KINDS = ("line", "text", "email", "phone", "url", "number", "choice")
# On which page of the office a setting stands.
SECTIONS = ("contacts", "authority", "retention", "logos", "letters", "statements")


@dataclass(frozen=True, slots=True)
class SettingKind:
    """One thing that can be set.

    Attributes:
        kind: how it is checked and typed in, one of `KINDS`.
        is_translated: whether it has a text in each language.
        defaults: what holds while nothing is set, by language ("" for what has none).
        section: on which page it stands, one of `SECTIONS`.
        bounds: the least and the most that a number may be.
        source: where the bounds come from, for who sets it.
        choices: gives the (value, name) of a choice.
    """

    key: str
    order: int
    label: Promise | str
    help: Promise | str = ""
    kind: str = "line"
    is_translated: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict)
    section: str = "contacts"
    bounds: tuple[int, int] = (0, 0)
    source: Promise | str = ""
    choices: Callable[[], Sequence[tuple[str, str]]] = tuple

    @property
    def languages(self) -> tuple[str, ...]:
        return LANGUAGES if self.is_translated else ("",)


_kinds: dict[str, SettingKind] = {}


def register_setting(kind: SettingKind) -> None:
    """Add something that officers can set.

    Raises:
        ValueError: it is of no known kind, or in no known section.
    """
    if kind.kind not in KINDS:
        raise ValueError(f"{kind.key} can't be of the kind {kind.kind}")
    if kind.section not in SECTIONS:
        raise ValueError(f"{kind.key} can't stand in the section {kind.section}")
    _kinds[kind.key] = kind


def registered_settings(section: str) -> list[SettingKind]:
    """Everything that can be set on one page of the office, in its order."""
    return sorted((one for one in _kinds.values() if one.section == section), key=lambda each: (each.order, each.key))


def setting_kind(key: str) -> SettingKind:
    """Return what is known of a key.

    Raises:
        KeyError: nobody registered it.
    """
    return _kinds[key]


def text_of(key: str, language: str) -> str:
    """Return a translated text in a language, or its default; "" if it has neither.

    Raises:
        KeyError: nobody registered it.
    """
    kind = _kinds[key]
    code = language[:2] if kind.is_translated else ""
    return own_text_of(key, code) or kind.defaults.get(code, "")


def own_text_of(key: str, code: str) -> str:
    """Return what was set, without looking at the default; "" if nothing."""
    return KEPT.get().get((key, code), "")


def value_of(key: str) -> str:
    """Return what has no language, such as an address, or its default.

    Raises:
        KeyError: nobody registered it.
    """
    return text_of(key, "")


def number_of(key: str) -> int:
    """Return a number that is set, or its default; never one outside of its bounds.

    Raises:
        KeyError: nobody registered it.
    """
    kind = _kinds[key]
    least, most = kind.bounds
    return min(max(int(text_of(key, "")), least), most)


def fingerprint_of(held: Mapping[tuple[str, str], str]) -> str:
    """Return what tells one state of all that is set from another; "" while nothing is set."""
    texts = sorted((key, code, value) for (key, code), value in held.items() if value)
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest() if texts else ""


def forget_read() -> None:
    """Read anew at the next question: something was changed here."""
    KEPT.forget()


def _read() -> dict[tuple[str, str], str]:
    return {(key, code): value for key, code, value in Setting.objects.values_list("key", "language", "value")}


KEPT: Kept[dict[tuple[str, str], str]] = Kept(_read)
