"""What officers do with public collections."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.collections import actions
from plon.collections.forms import ReasonForm
from plon.collections.pages import agency_only, language_now
from plon.collections.queries import get_public_collection_to_moderate
from plon.errors import DomainError
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal


@agency_only
def hide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hide a public collection, with a reason that its owner is told."""
    found = get_public_collection_to_moderate(public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hide_collection(found, by=person_of(request), reason=form.cleaned_data["reason"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The collection is hidden. Its owner is told why."))
            return redirect("collections:collection", public_id)
    context = {"form": form, "collection": found, "title": found.title_in(language_now())}
    return render(request, "collections/hide.html", context)


@agency_only
@require_POST
def unhide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a hidden collection to everybody again."""
    actions.unhide_collection(get_public_collection_to_moderate(public_id), by=person_of(request))
    messages.success(request, _("Everybody sees the collection again. Its owner is told."))
    return redirect("collections:collection", public_id)


@agency_only
@require_POST
def feature(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a collection of the agency in front, or back among the others (`back`)."""
    found = get_public_collection_to_moderate(public_id)
    try:
        if "back" in request.POST:
            actions.unfeature_collection(found, by=person_of(request))
            messages.success(request, _("The collection is among the others again."))
        else:
            actions.feature_collection(found, by=person_of(request))
            messages.success(request, _("The collection stands in front now: here and on the home page."))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("collections:collection", public_id)
