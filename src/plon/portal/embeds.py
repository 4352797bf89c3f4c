"""What editors can put into an article beside their own words: rooms above offer it, a number or a collection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString

BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class Embed:
    """One kind of thing that an article can show.

    Attributes:
        kind: its short name; it stands in articles, so it never changes.
        label: what editors read.
        choices: gives the (key, title) of everything that can be shown, for an editor of a language.
        render: gives the HTML of one of them for a reader of a language; "" if it is gone.
    """

    kind: str
    label: Promise | str
    choices: Callable[[str], Sequence[tuple[str, str]]]
    render: Callable[[str, str], SafeString]


_embeds: dict[str, Embed] = {}


def register_embed(
    kind: str,
    label: Promise | str,
    choices: Callable[[str], Sequence[tuple[str, str]]],
    render: Callable[[str, str], SafeString],
) -> None:
    """Offer a kind of thing to editors; called in a room's ``AppConfig.ready``."""
    _embeds[kind] = Embed(kind, label, choices, render)


def choices_of_embeds(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return everything that can be shown, in groups, as a form's choice field takes it."""
    return [
        (str(embed.label), [(f"{embed.kind}{BETWEEN}{key}", title) for key, title in embed.choices(language)])
        for embed in _embeds.values()
    ]


def render_embed(name: str, language: str) -> SafeString:
    """Return what an article shows under a name, e.g. "figure:by-year"; "" if it is gone."""
    kind, _, key = name.partition(BETWEEN)
    embed = _embeds.get(kind)
    return embed.render(key, language) if embed else SafeString("")
