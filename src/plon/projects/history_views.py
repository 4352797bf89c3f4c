"""The history page: who did what, and putting old values back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.models import Event
from plon.projects import queries
from plon.projects.forms import HistoryFilter
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.restoring import can_restore, restore
from plon.projects.rules import EDIT
from plon.projects.telling import changes_in_words

PER_PAGE = 30


@login_required
def history(request: HttpRequest, project: str) -> HttpResponse:
    """Who did what, when, and what it was before."""
    found = queries.get_project_for(request.user, project)
    narrowing = HistoryFilter(request.GET or None, people=queries.actors_of(found), kinds=queries.kinds_of(found))
    chosen = narrowing.cleaned_data if narrowing.is_valid() else {}
    events = queries.events_of(found, person=chosen.get("person", ""), kind=chosen.get("kind", ""))
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **workspace_context(found, request.user, "history"),
        "page": page,
        "rows": [(event, changes_in_words(event), can_restore(event)) for event in page],
        "narrowing": narrowing,
        "chosen": chosen,
    }
    return render(request, "projects/history.html", context)


@login_required
@require_POST
def restore_event(request: HttpRequest, project: str, event: int) -> HttpResponse:
    """Put back what one event changed."""
    found = queries.get_project_for(request.user, project, EDIT)
    past = get_object_or_404(Event, pk=event, project_id=found.pk)
    if not can_restore(past):
        messages.error(request, _("This can't be put back."))
        return redirect("projects:history", project)
    try:
        restore(past, by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("What it was before is back."))
    after = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(after, allowed_hosts=None)
    return redirect(after if is_ours else reverse("projects:history", args=[project]))
