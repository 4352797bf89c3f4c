"""From a guide, which everybody reads, into the workspace of one's own project."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plon.portal.addresses import PLACES
from plon.projects.models import Project
from plon.projects.pages import person_of

MANY = 50


@require_safe
@login_required
def open_place(request: HttpRequest, place: str) -> HttpResponse:
    """Lead to a part of the reader's only project; ask which, if there are several."""
    if place not in PLACES:
        raise Http404
    own = Project.objects.filter(memberships__person_id=person_of(request).pk).order_by("-updated_at", "-pk")
    found = [(project, reverse(PLACES[place], args=[project.public_id])) for project in own[:MANY]]
    if len(found) == 1:
        return redirect(found[0][1])
    return render(request, "portal/open_place.html", {"found": found, "section": "guide"})
