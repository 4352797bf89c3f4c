"""Reading what a report is made from, in a constant number of queries, however much was done."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from django.utils import timezone, translation

from plon.activities.models import Activity
from plon.evaluation.figures.gathering import book_of
from plon.evidence.models import Evidence
from plon.findings.queries import findings_of
from plon.plans.queries import load_plan
from plon.projects.models import Partnership, Project
from plon.reports.beneficiary.facts import ActMore, AssessmentFacts, PieceFacts, ReportFacts, SurveyFacts
from plon.reports.beneficiary.models import Report, SelfAssessment
from plon.reports.drafting import Language
from plon.responses.queries import questionnaire_of, shown_of
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round
from plon.sustainability.reporting import durability_table
from plon.uptake.models import Adaptation
from plon.uptake.queries import CONFIRMED, accepted_policies, counted_uses


def gather(report: Report, language: Language, *, today: datetime.date | None = None) -> ReportFacts:
    """Return everything that a report can tell, as of a day (today if none is given)."""
    today = today or timezone.localdate()
    project = report.project
    of_project = {"result__project": project}
    with translation.override(language):
        return ReportFacts(
            report=report,
            language=language,
            today=today,
            plan=load_plan(project),
            book=book_of(project, today=today),
            pieces=_pieces(project),
            more=_more(project),
            uses=tuple(
                counted_uses().filter(**of_project).select_related("result").prefetch_related("result__texts")
                .order_by("confirmed_at", "pk")
            ),
            adaptations=tuple(Adaptation.objects.filter(CONFIRMED, **of_project)),
            policies=tuple(accepted_policies().filter(**of_project)),
            lasting=durability_table(project),
            assessments=assessments_of(report) if report.parts_of.has_self_assessment else (),
            findings=findings_of(project, today=today),
            surveys=_surveys(project),
        )  # fmt: skip


def _pieces(project: Project) -> Mapping[str, PieceFacts]:
    rows = Evidence.objects.filter(project=project, removed_at__isnull=True).values_list(
        "public_id", "title", "name", "url", "kind", "sha256", "size", "dated", "is_confidential", "erased_at"
    )
    return {
        public_id: PieceFacts(public_id, title or name or url, kind, sha256, size, dated, is_confidential,
                              erased_at is not None)
        for public_id, title, name, url, kind, sha256, size, dated, is_confidential, erased_at in rows
    }  # fmt: skip


def _more(project: Project) -> Mapping[str, ActMore]:
    rows = Activity.objects.filter(project=project).values_list(
        "public_id", "kind", "place", "learnt", "planned__work_package_id"
    )
    return {public_id: ActMore(kind, place, learnt, package) for public_id, kind, place, learnt, package in rows}


def assessments_of(report: Report) -> tuple[AssessmentFacts, ...]:
    """Return every partner in the partnership's order, with what it said of itself."""
    said: dict[int, dict[str, SelfAssessment]] = defaultdict(dict)
    for row in SelfAssessment.objects.filter(report=report):
        if row.text or row.mark is not None:
            said[row.organisation_id][row.question] = row
    partners = Partnership.objects.filter(project=report.project).select_related("organisation")
    return tuple(AssessmentFacts(each.organisation, said.get(each.organisation_id, {})) for each in partners)


def _surveys(project: Project) -> tuple[SurveyFacts, ...]:
    """Return the rounds of which enough came back to show something, the oldest first."""
    asked = Round.objects.filter(survey__project=project).exclude(state=SurveyState.DRAFT).select_related("survey")
    rounds = list(asked.order_by("survey_id", "id"))
    shown = shown_of([each.pk for each in rounds])
    return tuple(
        SurveyFacts(each.public_id, each.survey.name, each.label, each.moment, questionnaire_of(each), shown[each.pk])
        for each in rounds
        if each.pk in shown and shown[each.pk].counted
    )
