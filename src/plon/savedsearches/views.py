"""The pages of saved searches: each person's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plon.catalogue.listing import Listing, read_listing
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.pages import whole_address
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal
from plon.savedsearches import actions
from plon.savedsearches.asking import address_of, asked_by, asked_of, canonical, feed_address_of, kind_of
from plon.savedsearches.enums import Rhythm
from plon.savedsearches.forms import SearchForm
from plon.savedsearches.looking import lost_values
from plon.savedsearches.models import SavedSearch
from plon.savedsearches.queries import get_search_for, lately_removed, searches_of
from plon.savedsearches.refusals import IsSavedAlready


def language_now() -> str:
    return "pl" if (get_language() or "").startswith("pl") else "en"


@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """One's own searches, and what was removed lately."""
    person = person_of(request)
    context = {
        "searches": [(search, asked_of(search, language_now())) for search in searches_of(person)],
        "removed": lately_removed(person),
        "just_removed": request.GET.get("removed", ""),
    }
    return render(request, "savedsearches/index.html", context)


@never_cache
@take_once
def new(request: HttpRequest) -> HttpResponse:
    """Save the search of an address (`?of=results&q=…`). Who is not signed in is offered the feed as well."""
    kind = kind_of(request.GET.get("of", ""))
    if kind is None:
        raise Http404
    listing = read_listing(request.GET, kind, language_now(), size=1, counted=False)
    query = canonical(listing)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(kind.name, query, language_now())
    initial = {"name": asked.suggested_name, "rhythm": Rhythm.WEEKLY}
    form = SearchForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and (answer := _save(request, form, listing, query)):
        return answer
    context = {
        "form": form,
        "asked": asked,
        "total": 0 if listing.answer.is_relaxed else listing.answer.total,
        "list_address": address_of(kind.name, query),
        "feed_address": feed_address_of(kind.name, query),
        "whole_feed_address": whole_address(feed_address_of(kind.name, query)),
        "next": request.get_full_path(),
    }
    return render(request, "savedsearches/new.html", context)


def _save(request: HttpRequest, form: SearchForm, listing: Listing, query: str) -> HttpResponse | None:
    try:
        saved = actions.save_search(
            by=person_of(request), of=listing.kind.name, query=query, language=language_now(), **form.cleaned_data
        )
    except IsSavedAlready as refusal:
        messages.info(request, words_of(refusal))
        return redirect("savedsearches:search", refusal.public_id)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return None
    messages.success(request, _("Saved."))
    return redirect("savedsearches:search", saved.public_id)


@login_required
@never_cache
def search(request: HttpRequest, public_id: str) -> HttpResponse:
    """One search: what it asks, how often it is told of, and what of it is not there any more."""
    found = get_search_for(request.user, public_id)
    form = SearchForm(request.POST or None, instance=SavedSearch(name=found.name, rhythm=found.rhythm))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_search(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("savedsearches:search", public_id)
    asked = asked_of(found, language_now())
    context = {
        "search": found,
        "asked": asked,
        "form": form,
        "lost": [*(value for _name, value in asked.lost), *lost_values(asked, found.language)],
        "list_address": address_of(found.of, found.query),
        "newest_address": address_of(found.of, found.query, sort="newest"),
        "feed_address": feed_address_of(found.of, found.query),
        "whole_feed_address": whole_address(feed_address_of(found.of, found.query)),
    }
    return render(request, "savedsearches/search.html", context)


@login_required
@require_POST
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send no letters until further notice, or let them go on (`back`)."""
    found = get_search_for(request.user, public_id)
    if "back" in request.POST:
        actions.resume_search(found, by=person_of(request))
        messages.success(request, _("Letters go on: the next one tells what appeared meanwhile."))
    else:
        actions.pause_search(found, by=person_of(request))
        messages.success(request, _("No letters until you say otherwise."))
    return redirect("savedsearches:search", public_id)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a search; the next page offers to undo it."""
    actions.remove_search(get_search_for(request.user, public_id), by=person_of(request))
    response = redirect("savedsearches:index")
    response["Location"] += f"?removed={public_id}"
    return response


@login_required
@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring a removed search back."""
    try:
        actions.restore_search(get_search_for(request.user, public_id), by=person_of(request))
    except IsSavedAlready as refusal:
        messages.info(request, words_of(refusal))
        return redirect("savedsearches:search", refusal.public_id)
    messages.success(request, _("The search is back."))
    return redirect("savedsearches:search", public_id)
