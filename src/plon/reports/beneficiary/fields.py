"""The fields of a report: each part in one language, with its draft and the text that somebody wrote over it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation

from plon.programme.report_outlines import Part, count_characters
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.drafting import PartDraft, draft_of
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.models import Report, ReportText
from plon.reports.drafting import Language
from plon.reports.places import NO_SUBJECT, seen_of


@dataclass(frozen=True)
class Place:
    """Where a text stands."""

    report: Report
    part: Part
    language: Language
    package: WorkPackage | None = None

    @property
    def subject(self) -> str:
        return self.package.public_id if self.package else ""

    @property
    def subject_label(self) -> str:
        return f"{self.package.number}. {self.package.title}"[:220] if self.package else ""

    @property
    def key(self) -> str:
        """Names it in addresses and anchors: "packages-r7k2mq4"."""
        return f"{self.part.key}-{self.subject or NO_SUBJECT}"

    @property
    def name(self) -> str:
        """Its heading in its own language."""
        return self.subject_label or self.part.name(self.language)


@dataclass(frozen=True)
class Field:
    """One text as it stands today.

    Attributes:
        text: what the report says: the edited text, else the draft.
        is_outdated: whether the draft from which the edited text began is another today.
        seen: what a page that shows `text` has seen of it.
    """

    place: Place
    draft: PartDraft
    edited: ReportText | None
    text: str
    characters: int
    is_outdated: bool
    seen: int

    @property
    def limit(self) -> int:
        return self.place.part.limit

    @property
    def over(self) -> int:
        """How many characters too long it is, 0 if it fits or if there is no limit."""
        return max(0, self.characters - self.limit) if self.limit else 0

    @property
    def state(self) -> str:
        """Return "draft", "edited" or "outdated" (edited, and its draft has changed since)."""
        if self.edited is None:
            return "draft"
        return "outdated" if self.is_outdated else "edited"


def places_of(report: Report, language: Language, packages: Sequence[WorkPackage]) -> list[Place]:
    """Return the places of all texts of a report, in its order."""
    return [
        Place(report, part, language, package)
        for part in report.parts_of.parts_for(report.kind)
        for package in (packages if part.is_per_work_package else (None,))
    ]


def fields_of(facts: ReportFacts, texts: Mapping[tuple[str, str], ReportText]) -> list[Field]:
    """Return all fields of a report; `texts` are the edited ones of its language by (part, subject)."""
    report, language = facts.report, facts.language
    with translation.override(language):
        return [
            field_of(place, facts, texts.get((place.part.key, place.subject)))
            for place in places_of(report, language, facts.plan.work_packages)
        ]


def field_of(place: Place, facts: ReportFacts, edited: ReportText | None) -> Field:
    """Return one field; the language of the facts must be active."""
    line_break = place.report.parts_of.line_break
    draft = draft_of(place.part, facts, place.package, line_break=line_break)
    text = draft.text if edited is None else edited.text
    return Field(
        place=place,
        draft=draft,
        edited=edited,
        text=text,
        characters=count_characters(text, line_break),
        is_outdated=edited is not None and edited.fingerprint != fingerprint_of(draft.text),
        seen=edited.version if edited else seen_of(draft.text),
    )


def fingerprint_of(draft: str) -> str:
    return hashlib.sha256(draft.encode()).hexdigest()
