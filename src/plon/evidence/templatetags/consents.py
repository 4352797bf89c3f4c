"""What the panels of a piece of evidence say about publishing and consents."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from plon.evidence.consents.presenting import row_of
from plon.evidence.consents.queries import consents_to_attach
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.evidence.publishing import obstacles_to
from plon.evidence.publishing_views import form_for
from plon.evidence.retention.clock import Clock, clock_of
from plon.projects.models import Project

register = template.Library()


@register.simple_tag(takes_context=True)
def publishing_of(context: RequestContext, evidence: Evidence) -> dict[str, Any]:
    """Return the form (with its errors, if the page has them) and what stands against publishing."""
    is_photo = evidence.kind == EvidenceKind.PHOTO
    given = context.get("form")
    form = given if given is not None and hasattr(given, "fields") and "people_shown" in given.fields else None
    return {
        "is_photo": is_photo,
        "form": form or form_for(evidence),
        "obstacles": [str(obstacle) for obstacle in obstacles_to(evidence)],
        "is_page_public": evidence.project.is_public,
    }


@register.simple_tag
def consents_of_photo(photo: Evidence) -> dict[str, Any]:
    """Return the consents behind a photo, and those that could be put behind it."""
    today = timezone.localdate()
    return {
        "rows": [row_of(consent, today) for consent in photo.consents.all()],
        "others": consents_to_attach(photo, today),
    }


@register.filter
def keeping_clock(project: Project) -> Clock:
    """Return how long the evidence of a project has to be kept."""
    return clock_of(project, timezone.localdate())
