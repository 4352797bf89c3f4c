"""How lasting a result is, in words: each fact, what is missing, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.programme.codelists import codelist
from plon.results.models import Result
from plon.sustainability.durability import Basis, Durability, Fact
from plon.sustainability.enums import Word


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of one fact: while it holds, while it does not, and what to do then (`page` of the project)."""

    holds: Promise
    missing: Promise
    step: Promise
    page: str
    at: str = ""


_WORDS: Mapping[Fact, Words] = {
    Fact.KEEPER: Words(
        _("somebody keeps it"), _("nobody keeps it"), _("Say which organisation keeps it"),
        "sustainability:plan", "id_keeper",
    ),
    Fact.PEOPLE: Words(
        _("at least two people look after it"), _("fewer than two people look after it"),
        _("Ask two people to look after it"), "keepers:index",
    ),
    Fact.PLAN: Words(
        _("a use plan says how it goes on"), _("no use plan says how it goes on"),
        _("Make its use plan: two minutes"), "sustainability:plan", "id_uses",
    ),
    Fact.MEANS: Words(
        _("it is known on what means"), _("nobody said on what means"),
        _("Say how many hours and euros a year it takes"), "sustainability:plan", "more",
    ),
    Fact.LINKS: Words(
        _("its links work"), _("one of its links does not work or can’t be trusted"), _("Mend its link"),
        "results:edit", "links",
    ),
    Fact.FILES: Words(
        _("its files are here and whole"), _("there is no whole file of it here"), _("Add the thing itself as a file"),
        "results:edit", "files",
    ),
    Fact.COPIES: Words(
        _("a copy of what its links show is kept"), _("no copy of what its links show is kept"),
        _("Have a copy of the page behind its link kept"), "keptcopies:index",
    ),
    Fact.LICENCE: Words(
        _("its licence lets others use and change it"), _("its licence does not let others use and change it"),
        _("Choose an open licence"), "results:edit", "id_licence",
    ),
    Fact.IDENTIFIER: Words(
        _("a permanent identifier names it"), _("no permanent identifier, such as a DOI, names it"),
        _("Deposit it, so that it gets a DOI"), "deposits:index",
    ),
    Fact.EDITABLE: Words(
        _("there is a form of it that others can edit"), _("there is no form of it that others can edit"),
        _("Add an editable form, e.g. the text document behind the PDF"), "results:edit", "files",
    ),
    Fact.REVIEWED: Words(
        _("somebody looked lately: it is still good"), _("nobody has looked lately whether it is still good"),
        _("Look whether it is still good, and say so"), "sustainability:index",
    ),
}  # fmt: skip
_OF_RESULT = frozenset({"sustainability:plan", "results:edit"})

TONES: Mapping[str, str] = {Word.LASTING: "good", Word.FAIR: "info", Word.AT_RISK: "wait"}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact in words."""

    text: str
    holds: bool
    weight: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What would make a result more lasting than anything else, and where."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ToldDurability:
    """How lasting a result is, ready for a page."""

    score: int
    word: str
    tone: str
    holding: tuple[Told, ...]
    missing: tuple[Told, ...]
    durability: Durability


def tell(durability: Durability) -> ToldDurability:
    """Put a durability into the reader's words."""
    return ToldDurability(
        durability.score,
        str(durability.word.label),
        TONES[durability.word],
        tuple(map(_told, durability.holding)),
        tuple(map(_told, durability.missing)),
        durability,
    )


def _told(basis: Basis) -> Told:
    words = _WORDS[basis.fact]
    return Told(str(words.holds if basis.holds else words.missing), basis.holds, basis.weight)


def next_step_of(durability: Durability, result: Result) -> NextStep | None:
    """Return what to do next and where, for the team; the result comes with its project."""
    if durability.next_step is None:
        return None
    words = _WORDS[durability.next_step]
    args = [result.project.public_id, *([result.public_id] if words.page in _OF_RESULT else [])]
    address = reverse(words.page, args=args)
    return NextStep(str(words.step), f"{address}#{words.at}" if words.at else address)


# What a retired result's state is called instead of the word of its score.
RETIRES = pgettext_lazy("state of a result", "retired on purpose")


def names_of_uses(codes: tuple[str, ...], language: str) -> str:
    """Return forms of use by their names: "in the regular work of the organisation, a network that carries it on"."""
    return ", ".join(codelist("use_forms").name(code, language) for code in codes)
