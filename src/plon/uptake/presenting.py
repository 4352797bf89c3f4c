"""From rows to what the public page of a result shows of its use."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from plon.programme import places
from plon.programme.adapting import verdict_on
from plon.programme.licences import short_name
from plon.results.models import Result
from plon.uptake.enums import HowUsed, Shown, UsePurpose
from plon.uptake.models import Adaptation, PolicyReference, Use
from plon.uptake.queries import counted_uses, lineage_of, public_policies_of
from plon.uptake.verdicts import verdict_words

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ShownUse:
    """A use as its declarer lets it be seen; `words` is "" unless they agreed to that."""

    organisation: str
    place: str
    how: str
    purposes: str
    words: str
    language: str
    link: str


@dataclass(frozen=True, slots=True)
class Made:
    """Something made from another thing: where it is, in which language, under which licence, by whom."""

    title: str
    url: str
    kind: str
    language: str
    licence: str
    made_by: str
    # What is wrong with its licence, in words; "" if nothing is.
    warning: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class UsesPanel:
    """How a result is used: figures of all confirmed uses, and what may be shown of them."""

    uses: int
    learners: int
    countries: tuple[str, ...]
    shown: tuple[ShownUse, ...]
    adaptations: tuple[Made, ...]
    origins: tuple[Made, ...]
    policies: tuple[PolicyReference, ...]

    @property
    def is_used(self) -> bool:
        return bool(self.uses or self.adaptations or self.policies)

    @property
    def hidden_away(self) -> int:
        """How many uses are counted and not shown."""
        return self.uses - len(self.shown)


def uses_panel(result: Result, language: str) -> UsesPanel:
    """Return what everybody may see of a result's use; a constant number of queries."""
    # Sorted here: for so few rows it costs less than writing the order into the question.
    uses = sorted(counted_uses().filter(result=result).order_by(), key=attrgetter("confirmed_at", "pk"), reverse=True)
    adaptations, origins = lineage_of(result)
    return UsesPanel(
        uses=len(uses),
        learners=sum(use.learners or 0 for use in uses),
        countries=countries_of(uses, language),
        shown=tuple(shown_use(use, language) for use in uses if use.shown != Shown.NOTHING)[:MOST_SHOWN],
        adaptations=tuple(made_of(each, language) for each in adaptations),
        origins=tuple(_origin(each, language) for each in origins),
        policies=tuple(public_policies_of(result)),
    )


def countries_of(uses: Iterable[Use], language: str) -> tuple[str, ...]:
    names = {places.country_name(use.country, language) for use in uses if use.country}
    return tuple(sorted(names, key=places.sort_key))


def shown_use(use: Use, language: str) -> ShownUse:
    """Return of a use what its declarer agreed to, and nothing else."""
    with_words = use.shown == Shown.WORDS
    return ShownUse(
        organisation=use.organisation,
        place=", ".join(part for part in (use.town, places.country_name(use.country, language)) if part),
        how=how_words(use, language) if use.how != HowUsed.AS_IT_IS else "",
        purposes=purpose_words(use),
        words=use.words if with_words else "",
        language=use.language,
        link=use.link if with_words else "",
    )


def purpose_words(use: Use) -> str:
    return ", ".join(str(UsePurpose(code).label) for code in use.purposes if code in UsePurpose.values)


def shown_words(use: Use) -> str:
    """Say in short what of a use the public sees."""
    return {
        Shown.NOTHING: _("nothing, it is only counted"),
        Shown.ORGANISATION: _("organisation and town"),
        Shown.WORDS: _("organisation, town and words"),
    }[Shown(use.shown)]


def how_words(use: Use, language: str) -> str:
    """Say what was done to it: "translated: Spanish"."""
    into = places.language_name(use.into_language, language) if use.into_language else ""
    return f"{use.get_how_display()}: {into}" if into else str(use.get_how_display())


def made_of(adaptation: Adaptation, language: str) -> Made:
    """Return what was made from a result, with what its licence allowed."""
    other = adaptation.other
    licence = adaptation.licence or (other.licence if other else "")
    into = adaptation.into_language or (other.languages[0] if other and other.languages else "")
    return Made(
        title=adaptation.title or (other.title_in(language) if other else adaptation.link),
        url=other.get_absolute_url() if other else adaptation.link,
        kind=str(adaptation.get_kind_display()),
        language=places.language_name(into, language) if into else "",
        licence=short_name(licence),
        made_by=adaptation.made_by,
        warning=verdict_words(verdict_on(adaptation.result.licence, licence), adaptation.result.licence),
        is_here=other is not None,
    )


def _origin(adaptation: Adaptation, language: str) -> Made:
    origin = adaptation.result
    return Made(
        title=origin.title_in(language),
        url=origin.get_absolute_url(),
        kind=str(adaptation.get_kind_display()),
        language="",
        licence=short_name(origin.licence),
        made_by="",
        warning="",
        is_here=True,
    )
