"""Reading the texts of a report with what they are drafted from."""

import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation

from plon.projects.models import WorkPackage
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.fields import Field, Place, field_of, fields_of
from plon.reports.beneficiary.gathering import gather
from plon.reports.beneficiary.models import Report, ReportText
from plon.reports.beneficiary.queries import texts_of
from plon.reports.drafting import LANGUAGES, Language
from plon.reports.places import NO_SUBJECT


def place_in(report: Report, language: str, key: str) -> Place:
    """Return the place that an address names ("packages-r7k2mq4", "summary-all") in a language.

    Raises:
        Http404: the report has no such part.
    """
    part_key, _dash, subject = key.rpartition("-")
    part = next((each for each in report.parts_of.parts_for(report.kind) if each.key == part_key), None)
    spoken = next((each for each in LANGUAGES if each == language), None)
    if part is None or spoken is None or part.is_per_work_package == (subject == NO_SUBJECT):
        raise Http404
    package = None
    if part.is_per_work_package:
        package = get_object_or_404(WorkPackage, project=report.project, public_id=subject)
    return Place(report, part, spoken, package)


def load_field(place: Place, *, today: datetime.date | None = None) -> Field:
    """Return one text as it stands today."""
    edited = ReportText.objects.filter(
        report=place.report, part=place.part.key, subject=place.subject, language=place.language
    ).first()
    facts = gather(place.report, place.language, today=today)
    with translation.override(place.language):
        return field_of(place, facts, edited)


def load_fields(
    report: Report, language: Language, *, today: datetime.date | None = None
) -> tuple[ReportFacts, list[Field]]:
    """Return all texts of a report as they stand today, with the facts behind them."""
    facts = gather(report, language, today=today)
    return facts, fields_of(facts, texts_of(report, language))
