"""Figures as the pages show them: rows of the overview, lines of the history, what explains a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from plon.activities.ledger.presenting import number_words
from plon.evaluation.drawing import Spark, spark_of
from plon.evaluation.enums import Counter, Light, Reason, Reckoning, SourceKind
from plon.evaluation.figures import FigureBook, IndicatorFigures, MeasurementFigures, StatementFigures
from plon.evaluation.models import Measurement
from plon.evaluation.sources.offering import said
from plon.evaluation.wording import (
    age_words,
    baseline_words,
    capitalised,
    day_words,
    forecast_words,
    share_words,
    target_words,
    value_words,
)
from plon.plans.enums import Feeding, Measures
from plon.projects.models import Project

# How a light looks beside its words: (tone of its tag, icon).
LOOKS: Mapping[Light, tuple[str, str]] = {
    Light.GREEN: ("good", "check"), Light.AMBER: ("wait", "clock"), Light.RED: ("bad", "danger"),
    Light.NONE: ("", "question"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in words."""

    figures: IndicatorFigures
    measures: str
    value: str
    baseline: str
    target: str
    due: str
    expected: str
    share: str
    forecast: str
    source: str
    as_of: str
    age: str
    light: str
    reason: str
    tone: str
    icon: str
    # 0 to 100, how far a bar is drawn; None for no bar.
    bar: int | None
    spark: Spark | None
    # The plan says that a survey or a counter feeds it.
    feeds_itself: bool
    # Whom to ask, where something waits for somebody.
    ask: str
    ask_email: str


def row_of(figures: IndicatorFigures) -> Row:
    """Return one indicator in the reader's words."""
    tone, icon = LOOKS[figures.light]
    is_over = figures.is_reached or figures.reason == Reason.MISSED
    waits = figures.light in {Light.AMBER, Light.RED}
    return Row(
        figures=figures,
        measures=_measured(figures),
        value=value_words(figures.value, figures.told_unit),
        baseline=baseline_words(figures),
        target=target_words(figures),
        due=day_words(figures.path[-1].on if figures.path else figures.target_date),
        expected="" if figures.expected is None or is_over else value_words(figures.expected, figures.told_unit),
        share=share_words(figures),
        forecast=forecast_words(figures),
        source=source_words(figures),
        as_of=day_words(figures.as_of) if figures.as_of else "",
        age=age_words(figures.days_old),
        light=capitalised(str(figures.light.label)),
        reason=str(figures.reason.label),
        tone=tone,
        icon=icon,
        bar=None if figures.percent is None else min(100, max(0, figures.percent)),
        spark=spark_of(figures),
        feeds_itself=figures.feeding in {Feeding.SURVEY, Feeding.COUNTER},
        ask=_ask(figures) if waits else "",
        ask_email=figures.asked.email if waits else "",
    )


def source_words(figures: IndicatorFigures) -> str:
    """Say where the value comes from: which counter, which survey."""
    if figures.source in {SourceKind.COUNTER, SourceKind.UPTAKE} and "counter" in figures.detail:
        return capitalised(str(Counter(figures.detail["counter"]).label))
    if figures.source == SourceKind.SURVEY and "survey_name" in figures.detail:
        return _("Survey: %(name)s") % {"name": figures.detail["survey_name"]}
    return capitalised(str(figures.source.label)) if figures.source else ""


def _measured(figures: IndicatorFigures) -> str:
    thing = figures.activity_title if figures.measures == Measures.ACTIVITY else figures.result_title
    name = str(Measures(figures.measures).label) if figures.measures in Measures.values else ""
    return f"{name}: {thing}" if thing and figures.measures != Measures.OBJECTIVE else name


def _ask(figures: IndicatorFigures) -> str:
    asked = figures.asked
    return (
        f"{asked.name} ({asked.organisation})"
        if asked.name and asked.organisation
        else asked.name or asked.organisation
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement in words, with what may be done with it."""

    figures: MeasurementFigures
    value: str
    on: str
    source: str
    by: str
    evidence: str
    evidence_address: str
    may_take_back: bool


def lines_of(
    figures: IndicatorFigures, book: FigureBook, project: Project, *, own: Iterable[str], may_edit: bool
) -> list[Line]:
    """Return the measurements of an indicator, the newest first.

    Args:
        figures: the indicator.
        book: where the evidence is.
        project: for the addresses.
        own: public ids of those that the reader entered.
        may_edit: the reader may take back everything.
    """
    mine = frozenset(own)
    return [
        Line(
            figures=each,
            value=value_words(each.value, figures.told_unit),
            on=day_words(each.on),
            source=capitalised(str(each.source.label)),
            by=each.by or _("Plon, by itself"),
            evidence=evidence_title(book, each.evidence),
            evidence_address=evidence_address(book, project, each.evidence),
            may_take_back=each.stands and (may_edit or each.id in mine),
        )
        for each in reversed(figures.measurements)
    ]


def evidence_title(book: FigureBook, evidence: str) -> str:
    piece = book.pieces.get(evidence)
    if piece is None:
        return ""
    return _("confidential evidence (editors may open it)") if piece.is_hidden else piece.title


def evidence_address(book: FigureBook, project: Project, evidence: str) -> str:
    """Return where a piece of evidence is shown; "" if its reader may not open it, or it is gone."""
    piece = book.pieces.get(evidence)
    return reverse("evidence:detail", args=[project.public_id, evidence]) if piece and not piece.is_hidden else ""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in words."""

    figures: StatementFigures
    on: str
    evidence: str
    evidence_address: str


def said_of(figures: IndicatorFigures, book: FigureBook, project: Project) -> list[Said]:
    return [
        Said(each, day_words(each.on) if each.on else "", evidence_title(book, each.evidence),
             evidence_address(book, project, each.evidence))
        for each in reversed(figures.statements)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explained:
    """What a value was counted from: a sentence, and a table of (what, how much)."""

    sentence: str
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


def explained(measurement: Measurement) -> Explained | None:
    """Return what was kept beside a value when it was written down; None for one by hand."""
    return explain(SourceKind(measurement.source), measurement.detail)


def explain(source: SourceKind, detail: Mapping[str, Any]) -> Explained | None:
    """Return what a value was counted from."""
    if not detail:
        return None
    if source == SourceKind.ACTIVITIES:
        acts = detail.get("acts", ())
        rows = tuple((f"{act['title']} ({act['on']})", number_words(act["people"])) for act in acts)
        return Explained(_("The people of these activities, added up."), (_("Activity"), _("People")), rows)
    if source == SourceKind.SURVEY:
        return _of_survey(detail)
    if source == SourceKind.EVIDENCE:
        pieces = detail.get("evidence", ())
        rows = tuple((str(piece["evidence"]), str(piece["value"])) for piece in pieces)
        return Explained(
            _("The numbers of these pieces of evidence."), (_("Evidence"), pgettext("count", "Number")), rows
        )
    results = detail.get("results", ())
    rows = tuple((each["title"] or _("the project itself"), number_words(each["count"])) for each in results)
    name = capitalised(str(Counter(detail["counter"]).label))
    return Explained(f"{name}.", (_("Result"), pgettext("count", "Number")), rows)


def _of_survey(detail: Mapping[str, Any]) -> Explained:
    told = {
        "survey": f"{detail['survey_name']} {detail['round_label']}".strip(),
        "question": said(detail["words"], get_language() or "en"),
        "how": Reckoning(detail["reckoning"]).label,
        "answered": number_words(detail["answered"]),
    }
    sentence = _("“%(survey)s”, question “%(question)s”: %(how)s. %(answered)s people answered it.") % told
    rows = tuple((key, number_words(people)) for key, people in detail.get("counts", {}).items())
    return Explained(sentence, (_("Answer"), _("People")), rows)
