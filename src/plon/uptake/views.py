"""Telling something of a result, without an account."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from plon.contact.guarding import PER_ADDRESS, PER_MAILBOX, STAMP, TRAP, doubt_about, is_allowed, new_stamp
from plon.corner.gate import keep_private
from plon.errors import DomainError
from plon.projects.refusing import show_refusal
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.uptake import actions
from plon.uptake.enums import Telling
from plon.uptake.forms import FORMS, TellForm
from plon.uptake.keeping import asker_days, declarer_days
from plon.uptake.models import Contact
from plon.uptake.queries import told_by
from plon.uptake.verdicts import licence_words

UNPROCESSABLE, TOO_MANY = 422, 429
# Forms about one result in an hour, whoever sends them.
PER_RESULT = 120
SENT_AGE = 24 * 3600
_signer = TimestampSigner(salt="plon.uptake.sent", sep=".")


@dataclass(frozen=True, slots=True)
class Words:
    """What a form page says."""

    heading: Promise | str
    lead: Promise | str
    button: Promise | str


WORDS = {
    Telling.USE: Words(
        gettext_lazy("We use this"),
        gettext_lazy("Twenty seconds. Your word is what makes a good result live longer."),
        gettext_lazy("Send: we use it"),
    ),
    Telling.ADAPTATION: Words(
        gettext_lazy("We translated or adapted this"),
        gettext_lazy("Then others find your version too, listed on the page of the result."),
        gettext_lazy("Send"),
    ),
    Telling.QUESTION: Words(
        gettext_lazy("Ask the people who made it"),
        gettext_lazy("They answer through Plon: neither of you sees the other's address."),
        gettext_lazy("Send the question"),
    ),
    Telling.SUGGESTION: Words(
        gettext_lazy("Suggest an improvement"),
        gettext_lazy("A mistake, a missing page, a better idea: the people who made it get it."),
        gettext_lazy("Send the suggestion"),
    ),
    Telling.POLICY: Words(
        gettext_lazy("Named in a law, a strategy, a curriculum"),
        gettext_lazy("Tell where a public body takes this result up. The team looks at it before it is shown."),
        gettext_lazy("Send"),
    ),
}


@never_cache
def tell(request: HttpRequest, public_id: str, telling: str) -> HttpResponse:
    """Show a form and take it; what is doubted comes back with all its text."""
    result = _result(public_id)
    if request.method != "POST":
        return _form_page(request, result, telling, FORMS[telling](result=result))
    form = FORMS[telling](request.POST, result=result)
    if not _may_send(request, result):
        told = _("Very much was sent from here in the last hour. Nothing is lost: wait a few minutes, then send again.")
        response = _form_page(request, result, telling, form, doubt=told, status=TOO_MANY)
        response["Retry-After"] = "300"
        return response
    if doubt := doubt_about(request.POST, f"{telling}:{public_id}"):
        return _form_page(request, result, telling, form, doubt=doubt, status=UNPROCESSABLE)
    if form.is_valid() and (sent := _sent(form, telling)):
        return redirect("uses:sent", sent)
    return _form_page(request, result, telling, form, status=UNPROCESSABLE)


def _result(public_id: str) -> Result:
    found = Result.objects.filter(public_id=public_id, state=ResultState.PUBLISHED)
    result = found.select_related("project").prefetch_related("texts").first()
    if result is None:
        raise Http404
    return result


def _may_send(request: HttpRequest, result: Result) -> bool:
    return is_allowed("address", request.META.get("REMOTE_ADDR", ""), PER_ADDRESS) and is_allowed(
        "result", result.public_id, PER_RESULT
    )


def _sent(form: TellForm, telling: str) -> str:
    """Keep what was told; return what the next page needs, "" if it was refused. A flooded mailbox gets no more."""
    told = form.cleaned_data
    if not is_allowed("mailbox", told["email"].lower(), PER_MAILBOX):
        return sent_token("-")
    try:
        contact = actions.tell(
            form.result, telling, email=told["email"], name=told.get("name", ""), values=form.values(),
            language=get_language() or "pl", shares_address=told.get("shares_address", False),
            wants_news=told.get("wants_news", False), may_ask_again=told.get("may_ask_again", False),
        )  # fmt: skip
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return ""
    return sent_token(contact.public_id)


def sent_token(public_id: str) -> str:
    """Return what the page after the form is asked with: a day long it can send the letter again."""
    return _signer.sign(public_id)


def _form_page(
    request: HttpRequest, result: Result, telling: str, form: TellForm, *, doubt: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "pl"
    licence = licence_words(result.licence) if telling == Telling.ADAPTATION else None
    context = {
        "result": result, "title": result.title_in(language), "form": form, "telling": telling,
        "words": WORDS[Telling(telling)], "doubt": doubt, "stamp": new_stamp(f"{telling}:{result.public_id}"),
        "stamp_name": STAMP, "licence": licence, "trap": TRAP, "section": "results",
        "days": asker_days() if telling in {Telling.QUESTION, Telling.SUGGESTION} else declarer_days(),
    }  # fmt: skip
    response = render(request, "uptake/tell.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def sent(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what comes now: a letter. On POST it goes again."""
    try:
        public_id = _signer.unsign(token, max_age=SENT_AGE)
    except BadSignature as stale:
        raise Http404 from stale
    contact = Contact.objects.filter(public_id=public_id).first()
    is_again = False
    if request.method == "POST":
        is_again = True
        if contact is not None and is_allowed("mailbox", contact.email, PER_MAILBOX):
            actions.send_again(contact)
    told = told_by(contact) if contact else None
    context = {"is_again": is_again, "token": token, "result": told.result if told else None, "section": "results"}
    return keep_private(render(request, "uptake/sent.html", context))
