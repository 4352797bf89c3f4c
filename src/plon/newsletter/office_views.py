"""The office looks through numbers, previews one, sends it, watches it go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plon.accounts.gates import officer_required
from plon.accounts.models import User
from plon.errors import DomainError
from plon.newsletter import actions
from plon.newsletter.actions.going import hindrances_of
from plon.newsletter.items import kind_name
from plon.newsletter.letters.issue import compose
from plon.newsletter.models import LANGUAGES, Issue
from plon.newsletter.office_forms import SendForm
from plon.newsletter.presenting import languages_of, sending_of, shown_sending, state_words
from plon.newsletter.queries import office_issues, reach_of
from plon.newsletter.topics import names_of
from plon.newsletter.views import language_now
from plon.pages import whole_address
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal

UNPROCESSABLE, A_PAGE = 422, 25


@officer_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All numbers, the newest first."""
    page = Paginator(office_issues(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    rows = [(issue, state_words(issue), languages_of(issue.languages)) for issue in page.object_list]
    return render(request, "newsletter/office.html", {"page": page, "rows": rows})


def find_issue(public_id: str) -> Issue:
    found = Issue.objects.select_related("sending").prefetch_related("texts", "items")
    return get_object_or_404(found, public_id=public_id)


@officer_required
@require_safe
def issue(request: HttpRequest, issue: str) -> HttpResponse:
    """A number: what it says, in which order, what can be done with it, how far its sending is."""
    found = find_issue(issue)
    items = list(found.items.all())
    rows = [(item, kind_name(item.kind), _lacking(found, item.texts)) for item in items]
    written = {text.language: text for text in found.texts.all() if text.subject}
    context = _sending_context(found) | {
        "rows": rows, "hindrances": [] if found.is_frozen else hindrances_of(found),
        "topics": names_of(found.topics, language_now()), "last": len(rows),
        "texts": [(code, languages_of([code])[0], written.get(code)) for code, _name in LANGUAGES],
    }  # fmt: skip
    return render(request, "newsletter/office_issue.html", context)


def _lacking(found: Issue, texts: dict[str, Any]) -> list[str]:
    """Name the languages of a number in which a thing has no text, so that it is left out there."""
    return languages_of(code for code in found.languages if code not in texts)


def _sending_context(found: Issue) -> dict[str, Any]:
    sending = sending_of(found)
    return {
        "issue": found, "state": state_words(found), "sending": sending,
        "shown": shown_sending(sending) if sending and sending.begun_at else None,
    }  # fmt: skip


@officer_required
@never_cache
@require_safe
def state(request: HttpRequest, issue: str) -> HttpResponse:
    """The part of the page that changes while it goes out."""
    return render(request, "newsletter/_state.html", _sending_context(find_issue(issue)))


@officer_required
@require_safe
def letter(request: HttpRequest, issue: str, language: str, ending: str) -> HttpResponse:
    """The letter as it will look, as HTML or as plain text; it can do nothing here, and no cache keeps it."""
    found = find_issue(issue)
    if language not in found.languages or ending not in {"html", "txt"}:
        raise Http404
    form = whole_address(reverse("newsletter:subscribe"))
    text, html = compose(found, language).for_reader(form, form)
    kind = "text/html" if ending == "html" else "text/plain"
    response = HttpResponse(html if ending == "html" else text, content_type=f"{kind}; charset=utf-8")
    response["Content-Security-Policy"] = (
        "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


@officer_required
def send(request: HttpRequest, issue: str) -> HttpResponse:
    """Say who would get it and what is missing; on POST set it to go, now or at an hour."""
    found = find_issue(issue)
    if sending_of(found) is not None:
        messages.info(request, _("This number is set to go already."))
        return redirect("newsletter_office:issue", issue)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = form.cleaned_data["at"]
        try:
            actions.request_sending(found, by=person_of(request), at=at)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("It goes at that hour.") if at else _("It is on its way."))
            return redirect("newsletter_office:issue", issue)
    reach = reach_of(found)
    context = {
        "issue": found, "form": form, "hindrances": hindrances_of(found), "total": sum(reach.values()),
        "reach": list(zip(languages_of(reach), reach.values(), strict=True)),
        "topics": names_of(found.topics, language_now()),
    }  # fmt: skip
    return render(request, "newsletter/office_send.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_POST
def act(request: HttpRequest, issue: str) -> HttpResponse:
    """Do one of the small things with a number, then show it again."""
    found, what = find_issue(issue), request.POST.get("do", "")
    try:
        told = _act(found, what, person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
        return redirect("newsletter_office:issue", issue)
    if told:
        messages.success(request, told)
    return redirect("newsletter_office:index") if what == "delete" else redirect("newsletter_office:issue", issue)


def _act(found: Issue, what: str, by: User) -> str:
    """Do it, and return what to say; "" if there was nothing to do.

    Raises:
        DomainError: it can't be done now.
    """
    sending = sending_of(found)
    if what == "test":
        letters = actions.send_test(found, by=by)
        told = ngettext(
            "%(n)s test letter has gone to %(email)s.",
            "%(n)s test letters have gone to %(email)s.",
            letters,
        )
        return told % {"n": letters, "email": by.email}
    if what == "delete":
        actions.delete_issue(found, by=by)
        return _("The draft is deleted.")
    if what in {"hide", "show"}:
        (actions.hide_issue if what == "hide" else actions.show_issue)(found, by=by)
        return _("It is no longer on the web.") if what == "hide" else _("It is on the web again.")
    if sending is None:
        return ""
    if what == "pause":
        return _("Paused. Letters that have gone are gone.") if actions.pause_sending(sending, by=by) else ""
    if what == "continue":
        actions.continue_sending(sending, by=by)
        return _("It goes on.")
    if what == "stop":
        actions.stop_sending(sending, by=by)
        return _("Stopped. No further letter goes.")
    return ""
