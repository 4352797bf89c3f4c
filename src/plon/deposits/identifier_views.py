"""The identifiers of a result: those that repositories gave, and those that the team knows already."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plon.deposits.forms import IdentifierForm
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.results.naming import add_identifier, remove_identifier
from plon.results.queries import get_result_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def identifiers(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """What a result is called elsewhere, and the form that notes another identifier."""
    found = get_result_for(request.user, project, result, EDIT if request.method == "POST" else VIEW)
    form = IdentifierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_identifier(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted. Citations use it from now on."))
            return redirect("deposits:identifiers", project, result)
    context = {
        **workspace_context(found.project, request.user, "deposits"),
        "result": found,
        "form": form,
        "identifiers": found.identifiers.all(),
    }
    return render(request, "deposits/identifiers.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, project: str, result: str, identifier: str) -> HttpResponse:
    """Forget an identifier, such as a mistyped one."""
    found = get_result_for(request.user, project, result, EDIT)
    remove_identifier(get_object_or_404(found.identifiers.all(), public_id=identifier), by=person_of(request))
    messages.success(request, _("Removed."))
    return redirect("deposits:identifiers", project, result)
