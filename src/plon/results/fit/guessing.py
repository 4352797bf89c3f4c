"""What the data says already, offered as a guess: nothing stands on a card before a person takes it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.programme.fit import known, levels_of_field
from plon.results.enums import YesNo
from plon.results.fit.facets import card_or_none
from plon.results.models import FitCard, Result
from plon.results.queries import newest_files


@dataclass(frozen=True, slots=True)
class Guess:
    """An answer that something else suggests, and what suggests it."""

    field: str
    value: tuple[str, ...] | str
    why: str | Promise


Guesser = Callable[[Result], Iterable[Guess]]
_guessers: list[Guesser] = []


def register_guesser(guesser: Guesser) -> None:
    """Let a room above suggest answers from what it knows, e.g. the plan's target groups."""
    _guessers.append(guesser)


def guesses_for(result: Result) -> Mapping[str, Guess]:
    """Return {field: guess} for questions that nobody answered yet; the first that guesses a field is heard."""
    card = card_or_none(result) or FitCard()
    found: dict[str, Guess] = {}
    for guesser in (_from_project, _from_files, *_guessers):
        for guess in guesser(result):
            if guess.value and not getattr(card, guess.field):
                found.setdefault(guess.field, guess)
    return found


def _from_project(result: Result) -> Iterable[Guess]:
    levels = levels_of_field(result.project.field)
    if levels:
        yield Guess("levels", known("level", levels), _("from the field of your project"))


def _from_files(result: Result) -> Iterable[Guess]:
    files = [file for file, _earlier in newest_files(result)]
    if any(file.is_editable for file in files):
        yield Guess("editable", YesNo.YES.value, _("you marked one of its files as editable"))
    if files and not result.links.all():
        yield Guess("works_offline", YesNo.YES.value, _("it is made of files that people download"))
