"""The mid-term review: where we stand, what we saw, what we decided, what it changed, what is open."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plon.findings.reviewing import review_of
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for

SECTION = "midterm"


@login_required
@require_safe
def review(request: HttpRequest, project: str) -> HttpResponse:
    """The review on one page, to be printed and to be talked over in a meeting."""
    found = get_project_for(request.user, project)
    context = {
        **workspace_context(found, request.user, SECTION),
        "review": review_of(found, today=timezone.localdate()),
    }
    return render(request, "findings/review.html", context)
