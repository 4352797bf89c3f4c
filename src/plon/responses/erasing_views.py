"""Somebody who answered with her name asks to be erased: a coordinator does it (addresses are in `surveyresults`)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plon.projects.pages import person_of, workspace_context
from plon.projects.rules import MANAGE
from plon.responses.erasing import erase_sheet
from plon.responses.models import IdentifiedResponse
from plon.surveys.queries import get_survey_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def erase(request: HttpRequest, project: str, survey: str, asking: str, sheet: int) -> HttpResponse:
    """Ask whether one person's sheet is to be erased, and erase it."""
    found = get_survey_for(request.user, project, survey, MANAGE)
    rows = IdentifiedResponse.objects.filter(round__survey=found, round__public_id=asking)
    one = get_object_or_404(rows, pk=sheet)
    if request.method != "POST":
        context = {**workspace_context(found.project, request.user, "surveys"), "survey": found, "sheet": one,
                   "asking": asking}  # fmt: skip
        return render(request, "responses/erase.html", context)
    erase_sheet(one, by=person_of(request))
    messages.success(request, _("The sheet is erased. The figures stay as they are."))
    return redirect("surveyresults:people", project, survey, asking)
