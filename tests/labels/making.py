"""Labels as rows, where a test is not about how they came to be."""

from typing import Any

from django.utils import timezone

from plon.labels.actions import Judgement
from plon.labels.criteria import criteria
from plon.labels.models import Label
from plon.projects.models import Project

WHY = {
    "reason_pl": "Szkoły w trzech krajach uczą się nad rzeką.",
    "reason_en": "Schools in three countries learn by it.",
}


def judgements(**changed: Judgement) -> dict[str, Judgement]:
    """Return a mark and a sentence for every criterion."""
    return {each.code: Judgement("strong", f"Because of {each.code}.") for each in criteria()} | changed


def proposed(project: Project, **values: Any) -> Label:
    """Make a proposal, of nobody in particular."""
    about = {
        "title": str(project),
        "number": project.number,
        "proposed_label": "Officer",
        "kind": "good_practice",
        "marks": {"impact": {"mark": "strong", "why": "Used.", "rests_on": {"uses": 3}}},
    }
    return Label.objects.create(project=project, **(about | values))


def given(project: Project, **values: Any) -> Label:
    """Make a label that is given today."""
    decided = {"state": "given", "decided_at": timezone.now(), "decided_label": "Officer"}
    return proposed(project, **(decided | WHY | values))
