"""What a number of the newsletter can be made of. Rooms above register what they have when they are ready."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.texts import INTERFACE_LANGUAGES

# Names of the kinds that rooms register, in the order of the office's page; another kind stands last, by its code.
KINDS: dict[str, Promise | str] = {
    "news": _("News"), "results": _("New results"), "events": _("Trainings and events"),
}  # fmt: skip
# Of each kind so many are offered at once.
MOST_OFFERED = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell of, in one language.

    Attributes:
        title: one line.
        summary: plain text, a few sentences.
        address: path or whole address of its page in that language.
        image: path or whole address of a picture; "" for none.
        on: the day by which it counts as new (for an event: on which it begins).
        image_alt: what the picture shows; "" when it only decorates.
        key: the same in each language; "" where addresses differ in their language alone.
    """

    title: str
    summary: str
    address: str
    image: str = ""
    on: datetime.date | None = None
    image_alt: str = ""
    key: str = ""


Provider = Callable[[datetime.date, str], Sequence[Item]]
_providers: dict[str, Provider] = {}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing in all languages that it has; `key` is the same in each and tells it from others."""

    kind: str
    key: str
    on: datetime.date | None
    texts: dict[str, Item]

    def text_in(self, language: str) -> Item:
        """Return it in a language, else in another."""
        return self.texts.get(language) or next(iter(self.texts.values()))


def register_items(kind: str, provider: Provider) -> None:
    """Let numbers be made of this: `provider(since, language)` returns what is new since a day, the newest first."""
    _providers[kind] = provider


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def registered_kinds() -> list[str]:
    """Return the kinds that there are, those of `KINDS` first."""
    return [*(kind for kind in KINDS if kind in _providers), *sorted(set(_providers) - set(KINDS))]


def offers_since(since: datetime.date) -> dict[str, list[Offer]]:
    """Return what is new since a day, by kind, each thing once with its texts in each language."""
    return {kind: _paired(kind, since) for kind in registered_kinds()}


def _paired(kind: str, since: datetime.date) -> list[Offer]:
    found: dict[str, Offer] = {}
    for language in INTERFACE_LANGUAGES:
        for item in _providers[kind](since, language)[:MOST_OFFERED]:
            key = item.key or key_of(item.address)
            offer = found.setdefault(key, Offer(kind, key, item.on, {}))
            offer.texts[language] = item
    return list(found.values())


def key_of(address: str) -> str:
    """Return an address without its language: "/pl/results/x/" and "/en/results/x/" are one thing."""
    for language in INTERFACE_LANGUAGES:
        head, sign, tail = address.partition(f"/{language}/")
        # A path begins with the language, a whole address has its host before it.
        if sign and (not head or head.count("/") == 2):
            return f"{head}/{tail}"
    return address
