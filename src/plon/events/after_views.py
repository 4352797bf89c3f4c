"""After an event, in the office: its survey, and the report that begins as a draft of news."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.accounts.models import User
from plon.errors import DomainError
from plon.events import actions
from plon.events.models import AgencyEvent
from plon.events.office_views import event_of
from plon.events.queries import surveys_to_choose
from plon.events.refusals import WrongMoment
from plon.projects.pages import person_of, words_of
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round


@officer_required
@require_POST
def survey(request: HttpRequest, event: str) -> HttpResponse:
    """Give an event its survey, or take it off."""
    found, by = event_of(event), person_of(request)
    try:
        if request.POST.get("do") == "drop":
            actions.drop_survey(found, by=by)
            told = _("The event has no survey in Plon any more.")
        else:
            chosen = _choose(found, by, request.POST.get("survey", "")[:40])
            told = _("The survey is ready. Look at its questions: you can change them until it opens.")
            if chosen.state == SurveyState.OPEN:
                told = _("The survey is open. Its address goes out with the letter to those who were there.")
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, told)
    answer = redirect("office_events:event", event)
    answer["Location"] += "#survey"
    return answer


def _choose(event: AgencyEvent, by: User, chosen: str) -> Round:
    """Do what the form names: "bank:training", "survey:<id>" or "round:<id>", of what it offered.

    Raises:
        WrongMoment: it was not offered, or not any more.
    """
    what, _colon, key = chosen.partition(":")
    surveys, rounds = surveys_to_choose()
    if what == "bank":
        return actions.make_survey(event, by=by, bank_code=key)
    if (one := next((each for each in surveys if each.public_id == key), None)) and what == "survey":
        return actions.ask_again(event, by=by, survey=one)
    if (asked := next((each for each in rounds if each.public_id == key), None)) and what == "round":
        return actions.choose_round(event, by=by, chosen=asked)
    raise WrongMoment(_("Choose one of the surveys, please."))


@officer_required
@require_POST
def report(request: HttpRequest, event: str) -> HttpResponse:
    """Begin the report, and go where it is written on."""
    try:
        draft = actions.write_report(event_of(event), by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("office_events:event", event)
    if not url_has_allowed_host_and_scheme(draft.address, {request.get_host()}):
        return redirect("office_events:event", event)
    messages.success(request, _("The report is a draft: write on, then publish it."))
    return redirect(draft.address)
