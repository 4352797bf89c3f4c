"""Put something into a collection, and arrange what is there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plon.collections import actions
from plon.collections.forms import NewForm, NoteForm
from plon.collections.models import Collection
from plon.collections.pages import language_now
from plon.collections.presenting import cards_of
from plon.collections.queries import (
    for_lists,
    get_entry,
    get_kept_collection,
    holding,
    kept_by,
    removed_entries_of,
    thing_to_add,
)
from plon.errors import DomainError
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal
from plon.results.models import Result


@login_required
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Choose a collection for a result (`?result=`) or project (`?project=`), or make a new one in place."""
    thing = thing_to_add(request.GET.get("result", ""), request.GET.get("project", ""))
    if thing is None:
        raise Http404
    form = NewForm(request.POST if request.POST.get("to") == "new" else None)
    if request.method == "POST" and (answer := _add(request, thing, form)):
        return answer
    person = person_of(request)
    context = {
        "thing": thing,
        "title": _title_of(thing),
        "cards": cards_of(for_lists(kept_by(person)), language_now()),
        "holding": holding(person, thing),
        "form": form,
    }
    return render(request, "collections/add.html", context)


def _title_of(thing: Result | Project) -> str:
    return thing.title_in(language_now()) if isinstance(thing, Result) else str(thing)


def _add(request: HttpRequest, thing: Result | Project, form: NewForm) -> HttpResponse | None:
    """Add it to the collection of `to`; None if the page is to be shown again, with a refusal if there is one."""
    if not request.POST.get("to"):
        return None
    try:
        if request.POST.get("to") != "new":
            collection = get_kept_collection(request.user, request.POST.get("to", "")[:12])
            actions.add_entry(collection, by=person_of(request), thing=thing, language=language_now())
        elif form.is_valid():
            collection = _make_with(request, thing, form.cleaned_data["title"])
        else:
            return None
    except (DomainError, ValidationError) as refusal:
        if form.is_bound:
            show_refusal(form, refusal)
        else:
            messages.info(request, words_of(refusal))
        return None
    messages.success(request, _("Added to “%(title)s”.") % {"title": collection.title_in(language_now())})
    return redirect("collections:edit", collection.public_id)


def _make_with(request: HttpRequest, thing: Result | Project, title: str) -> Collection:
    made = actions.make_collection(by=person_of(request), texts={language_now(): (title, "")})
    actions.add_entry(made, by=person_of(request), thing=thing, language=language_now())
    return made


@login_required
@require_POST
def note(request: HttpRequest, public_id: str, entry: int) -> HttpResponse:
    """Say why an entry is there. The page's script saves what was typed by itself (`quiet`) and says so there."""
    found = get_entry(get_kept_collection(request.user, public_id), entry)
    form = NoteForm(request.POST)
    if "quiet" in request.POST and not form.is_valid():
        return HttpResponse(status=422)
    if form.is_valid():
        actions.change_note(found, by=person_of(request), note=form.cleaned_data["note"], language=language_now())
        if "quiet" in request.POST:
            return HttpResponse(status=204)
        messages.success(request, _("The note is saved."))
    else:
        messages.error(request, _("The note is too long: 1,000 characters at most. It was not saved."))
    return _back(public_id, f"#entry-{entry}")


@login_required
@require_POST
def move(request: HttpRequest, public_id: str, entry: int) -> HttpResponse:
    """Move an entry one up, one down, to the top or the bottom."""
    found = get_entry(get_kept_collection(request.user, public_id), entry)
    actions.move_entry(found, by=person_of(request), to=request.POST.get("to", ""))
    return _back(public_id, f"#entry-{entry}")


@login_required
@require_POST
def order(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the order that was made by dragging: `order` has the keys with commas between."""
    found = get_kept_collection(request.user, public_id)
    keys = [int(key) for key in request.POST.get("order", "").split(",")[:1000] if key.isascii() and key.isdigit()]
    actions.order_entries(found, by=person_of(request), order=keys)
    return _back(public_id, "#entries")


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str, entry: int) -> HttpResponse:
    """Take an entry out; the next page offers to undo it."""
    found = get_entry(get_kept_collection(request.user, public_id), entry)
    actions.remove_entry(found, by=person_of(request))
    return _back(public_id, f"?removed={entry}")


@login_required
@require_POST
def restore(request: HttpRequest, public_id: str, entry: int) -> HttpResponse:
    """Put an entry back where it was."""
    collection = get_kept_collection(request.user, public_id)
    found = next((one for one in removed_entries_of(collection) if one.pk == entry), None)
    if found is None:
        raise Http404
    try:
        actions.restore_entry(found, by=person_of(request))
    except DomainError as refusal:
        messages.info(request, words_of(refusal))
    return _back(public_id, f"#entry-{entry}")


def _back(public_id: str, place: str) -> HttpResponse:
    response = redirect("collections:edit", public_id)
    response["Location"] += place
    return response
