"""The pages of who keeps collections."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plon.collections import actions
from plon.collections.enums import Visibility
from plon.collections.forms import CollectionForm, initial_of
from plon.collections.models import Collection
from plon.collections.pages import language_now
from plon.collections.presenting import cards_of, lines_of, lines_of_entries, signature_of
from plon.collections.queries import (
    for_lists,
    get_kept_collection,
    hidden_collections,
    kept_by,
    lately_removed,
    removed_entries_of,
)
from plon.collections.rules import acts_for_agency
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.pages import whole_address
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """One's own collections, the agency's for officers, and what was removed lately."""
    person, language = person_of(request), language_now()
    cards = cards_of(for_lists(kept_by(person)), language)
    context = {
        "cards": [card for card in cards if not card.collection.is_agency],
        "agency_cards": [card for card in cards if card.collection.is_agency],
        "is_agency_person": acts_for_agency(person),
        "hidden": cards_of(hidden_collections(), language) if acts_for_agency(person) else [],
        "removed": cards_of(lately_removed(person), language),
        "just_removed": request.GET.get("removed", ""),
    }
    return render(request, "collections/mine.html", context)


@login_required
@take_once
def new(request: HttpRequest) -> HttpResponse:
    """Make a collection; an officer may make one of the agency's (`?agency=1`)."""
    person = person_of(request)
    for_agency = "agency" in request.GET and acts_for_agency(person)
    form = CollectionForm(request.POST or None, language=language_now())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_collection(
                by=person, texts=form.texts(), byline=form.cleaned_data["byline"], for_agency=for_agency
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The collection is made. Now put something into it."))
            return redirect("collections:edit", made.public_id)
    return render(request, "collections/form.html", {"form": form, "for_agency": for_agency})


@login_required
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change title, introduction and signature."""
    found = get_kept_collection(request.user, public_id)
    form = CollectionForm(request.POST or None, language=language_now(), initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_collection(
                found, by=person_of(request), texts=form.texts(), byline=form.cleaned_data["byline"]
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("collections:edit", public_id)
    context = {"form": form, "collection": found, "title": found.title_in(language_now())}
    return render(request, "collections/form.html", context)


@login_required
@never_cache
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The workbench of a collection: who sees it, what is in it, in which order, with which notes."""
    found, language = get_kept_collection(request.user, public_id), language_now()
    just_removed = request.GET.get("removed", "")
    removed = lines_of_entries(removed_entries_of(found), language)
    context = {
        "collection": found,
        "title": found.title_in(language),
        "signature": signature_of(found),
        "lines": lines_of(found, language),
        "removed": removed,
        "just_removed": next((line for line in removed if str(line.entry.pk) == just_removed), None),
        "shared_address": whole_address(found.get_shared_url()),
        "address": whole_address(found.get_absolute_url()),
        "is_agency_person": acts_for_agency(request.user),
    }
    return render(request, "collections/edit.html", context)


@login_required
@require_POST
def show_to(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say who sees it."""
    found = get_kept_collection(request.user, public_id)
    visibility = request.POST.get("visibility", "")
    if visibility in Visibility.values:
        try:
            actions.show_to(found, by=person_of(request), visibility=visibility)
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        else:
            messages.success(request, _said(visibility))
    return redirect("collections:edit", public_id)


def _said(visibility: str) -> str:
    return {
        Visibility.PRIVATE: _("Only you see it now."),
        Visibility.LINK: _("Whoever has the link sees it now. Copy the link below."),
        Visibility.PUBLIC: _("Everybody sees it now, and finds it by searching."),
    }[Visibility(visibility)]


@login_required
@require_POST
def renew_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the old secret address and make another."""
    actions.renew_link(get_kept_collection(request.user, public_id), by=person_of(request))
    messages.success(request, _("The old link opens nothing any more. Pass the new one on."))
    return redirect("collections:edit", public_id)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a collection; the next page offers to undo it."""
    found = actions.remove_collection(get_kept_collection(request.user, public_id), by=person_of(request))
    return _to_mine(found)


def _to_mine(found: Collection) -> HttpResponse:
    response = redirect("collections:mine")
    response["Location"] += f"?removed={found.public_id}"
    return response


@login_required
@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring a removed collection back."""
    actions.restore_collection(get_kept_collection(request.user, public_id), by=person_of(request))
    messages.success(request, _("The collection is back."))
    return redirect("collections:edit", public_id)
