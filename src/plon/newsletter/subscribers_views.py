"""The office sees subscribers as figures; one address at a time is looked for to help somebody, and erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.newsletter import actions
from plon.newsletter.models import LANGUAGES
from plon.newsletter.office_forms import AddressForm
from plon.newsletter.presenting import languages_of
from plon.newsletter.queries import counts, find_address, growth
from plon.newsletter.topics import names_of
from plon.newsletter.views import language_now
from plon.projects.pages import person_of

UNPROCESSABLE = 422


@officer_required
@never_cache
def subscribers(request: HttpRequest) -> HttpResponse:
    """Counts per topic and language, growth by month; on POST what is known of one address (which no URL carries)."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    asked = form.is_valid()
    found = find_address(form.cleaned_data["email"]) if asked else None
    language = language_now()
    counted = counts()
    context = {
        "form": form, "asked": asked, "found": found, "address": form.cleaned_data["email"] if asked else "",
        "found_topics": names_of(found.codes, language) if found else [], "counts": counted, "growth": growth(),
        "language_names": languages_of(code for code, _name in LANGUAGES),
        "rows": [(topic.names.get(language, topic.code), topic.counts, topic.total) for topic in counted.topics],
    }  # fmt: skip
    return render(request, "newsletter/office_subscribers.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase one address because its owner asked for it."""
    form = AddressForm(request.POST)
    if form.is_valid() and actions.erase_for_somebody(form.cleaned_data["email"], by=person_of(request)):
        messages.success(request, _("Erased. The history keeps that it was done, not the address."))
    else:
        messages.error(request, _("This address is not there (any more)."))
    return redirect("newsletter_office:subscribers")
