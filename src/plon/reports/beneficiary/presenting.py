"""What the pages of a report show: each text with its state, its counter, what is missing for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.programme.application import Limit
from plon.programme.report_outlines import Part, Standing
from plon.reports.beneficiary.contents import CONTENTS
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.fields import Field, Place
from plon.reports.comparing import Piece, words_compared
from plon.reports.missing import Missing
from plon.reports.presenting import counted

STANDINGS: dict[Standing, Promise] = {
    Standing.GUIDE: _("The programme guide says that reports are judged on this; the wording is ours."),
    Standing.SECONDARY: _("Known from sources that are not official; compare it with your form."),
    Standing.UNVERIFIED: _("The wording of the form is not known to us: compare it with yours."),
    Standing.OWN: _("The form may not ask for this; Plon adds it because it proves the rest."),
}


@dataclass(frozen=True)
class Card:
    """One text as the desk and its own page show it."""

    field: Field
    name: str
    question: str
    counted: str
    missing: list[Missing]
    urls: dict[str, str]

    @property
    def state(self) -> str:
        return self.field.state

    @property
    def key(self) -> str:
        return self.field.place.key


@dataclass(frozen=True)
class Chapter:
    """A part of the report: one text, or one for each work package."""

    part: Part
    name: str
    cards: list[Card]


def chapters_of(facts: ReportFacts, fields: Sequence[Field], interface: str) -> list[Chapter]:
    """Return the parts in their order; one that is asked for each work package may be without any."""
    chapters = []
    for part in facts.report.parts_of.parts_for(facts.report.kind):
        mine = [field for field in fields if field.place.part.key == part.key]
        chapters.append(Chapter(part, part.name(interface), [card_of(facts, field, interface) for field in mine]))
    return chapters


def card_of(facts: ReportFacts, field: Field, interface: str) -> Card:
    place = field.place
    return Card(
        field=field,
        name=place.subject_label or place.part.name(interface),
        question=place.part.text(interface),
        counted=counted(field.characters, field.limit, interface),
        missing=list(CONTENTS[place.part.content].missing(facts, place.package)),
        urls=urls_of(place),
    )


def urls_of(place: Place) -> dict[str, str]:
    """Return the addresses of what can be done with a text."""
    keys = [place.report.project.public_id, place.report.public_id, place.language, place.key]
    names = ("text", "save", "preview", "take_draft", "keep")
    return {name: reverse(f"beneficiary_reports:{name}", args=keys) for name in names}


def desk_url(place: Place) -> str:
    address = reverse("beneficiary_reports:report", args=[place.report.project.public_id, place.report.public_id])
    return f"{address}?language={place.language}#{place.key}"


def changes_of(field: Field) -> list[Piece]:
    """Return what changed in the draft since the edited text was made from it; [] if nothing did."""
    if field.edited is None or not field.is_outdated:
        return []
    return words_compared(field.edited.drafted_text, field.draft.text)


def demand_of(part: Part) -> tuple[str, str, Sequence[Limit]]:
    """Return on what a part rests, where that is written, and what is known of its length."""
    return str(STANDINGS[part.standing]), part.source, part.limits
