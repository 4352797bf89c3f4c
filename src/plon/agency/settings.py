"""Settings that an officer changes in the office: kept in the database, read everywhere.

Each process keeps what it read for a few seconds (`plon.agency.kept`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from plon.agency.kept import Kept
from plon.agency.models import Setting

LANGUAGES = ("pl", "en")
KINDS = ("line", "text", "email", "phone", "url")


@dataclass(frozen=True, slots=True)
class SettingKind:
    """One thing that can be set.

    Attributes:
        kind: how it is checked and typed in, one of `KINDS`.
        is_translated: whether it has a text in each language.
        defaults: what holds while nothing is set, by language ("" for what has none).
    """

    key: str
    order: int
    label: Promise | str
    help: Promise | str = ""
    kind: str = "line"
    is_translated: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        return LANGUAGES if self.is_translated else ("",)


_kinds: dict[str, SettingKind] = {}


def register_setting(kind: SettingKind) -> None:
    """Add something that officers can set.

    Raises:
        ValueError: it is of no known kind.
    """
    if kind.kind not in KINDS:
        raise ValueError(f"{kind.key} can't be of the kind {kind.kind}")
    _kinds[kind.key] = kind


def registered_settings() -> list[SettingKind]:
    """Everything that can be set, in the order of the office's page."""
    return sorted(_kinds.values(), key=lambda each: (each.order, each.key))


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
    return KEPT.get().get((key, code)) or kind.defaults.get(code, "")


def value_of(key: str) -> str:
    """Return what has no language, such as an address, or its default.

    Raises:
        KeyError: nobody registered it.
    """
    return text_of(key, "")


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
