"""Rounds of a survey: plan, link and QR code, paper to hang up and hand out, count, open, close."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans.saving_together import save_together, seen_by
from plon.programme.places import language_name
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.surveys import actions
from plon.surveys.actions.rounds import ready_to_ask
from plon.surveys.closing import received_of
from plon.surveys.enums import Moment, SurveyState
from plon.surveys.forms import language_now
from plon.surveys.handouts import LAYOUTS, render_for
from plon.surveys.models import Round
from plon.surveys.presenting import address_of, name_of, troubles_of
from plon.surveys.queries import asked_in, draft_of, get_round_for, get_survey_for
from plon.surveys.round_forms import RoundForm, round_values
from plon.surveys.views import UNPROCESSABLE, survey_context
from plon.typeset.qr import qr_svg


@login_required
@take_once
def new(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Plan a round."""
    found = get_survey_for(request.user, project, survey, EDIT)
    first = found.rounds.filter(moment=Moment.BEFORE).order_by("-pk").first()
    moment = Moment.ONCE if not found.has_pairs else Moment.AFTER if first else Moment.BEFORE
    form = RoundForm(request.POST or None, survey=found, initial={"moment": moment, "compared_with": first})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_round(found, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("surveys:round", project, survey, made.public_id)
    context = survey_context(request, found, form=form)
    return render(request, "surveys/round_form.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_safe
def detail(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """One round: how people get to it, how many have answered, what it asks."""
    found = get_round_for(request.user, project, survey, round)
    draft, address = draft_of(found.survey), address_of(found)
    asked, reader = asked_in(found), language_now()
    if found.state == SurveyState.DRAFT:
        asked = ready_to_ask(asked)
    context = survey_context(
        request, found.survey,
        round=found, name=name_of(found), asked=asked, address=address,
        code=qr_svg(address, _("QR code of the survey"), is_scalable=True),
        spoken=[language_name(code, reader) for code in asked.languages],
        left_out=[language_name(code, reader) for code in found.survey.languages if code not in asked.languages],
        received=received_of([found.pk])[found.pk],
        troubles=troubles_of(found.survey, draft),
        has_changed=bool(found.questionnaire) and asked.sections != ready_to_ask(draft.questionnaire).sections,
        paper_languages=[(code, language_name(code, reader)) for code in asked.languages],
        layouts=[(code, label) for code, (label, _rows) in LAYOUTS.items()],
    )  # fmt: skip
    return render(request, "surveys/round.html", context)


@login_required
@require_safe
@never_cache
def count(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """The number of answers, asked for anew while a round is open."""
    found = get_round_for(request.user, project, survey, round)
    context = {"round": found, "received": received_of([found.pk])[found.pk], "asked": asked_in(found)}
    return render(request, "surveys/_count.html", context)


@login_required
def change(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """Change a round's name, days and links."""
    found = get_round_for(request.user, project, survey, round, EDIT)
    initial = round_values(found)
    saving = save_together(
        request,
        lambda data: RoundForm(data, survey=found.survey, the_round=found, initial=initial),
        found.version,
        lambda form: actions.change_round(
            found, by=person_of(request), version=form.cleaned_data["version"], **form.values()
        ),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("surveys:round", project, survey, round)
    context = survey_context(
        request, found.survey, round=found, name=name_of(found), form=saving.form, theirs=saving.theirs,
        seen=seen_by(saving.form),
    )  # fmt: skip
    return render(request, "surveys/round_form.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
@require_POST
def open_now(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """Open a round: from now on people answer."""
    found = get_round_for(request.user, project, survey, round, EDIT)
    told = _("It is open. Show the QR code, hang up the poster or send the link.")
    return _do(request, found, lambda: actions.open_round(found, by=person_of(request)), told)


@login_required
def close(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """Close a round, after telling what that means."""
    found = get_round_for(request.user, project, survey, round, EDIT)
    if request.method == "POST":
        told = _("It is closed. Nobody can answer any more.")
        return _do(request, found, lambda: actions.close_round(found, by=person_of(request)), told)
    context = survey_context(
        request, found.survey, round=found, name=name_of(found), received=received_of([found.pk])[found.pk],
        asked=asked_in(found),
    )  # fmt: skip
    return render(request, "surveys/close.html", context)


@login_required
@require_POST
def remove(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """Take a planned round back."""
    found = get_round_for(request.user, project, survey, round, EDIT)
    try:
        actions.remove_round(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:round", project, survey, round)
    messages.success(request, _("The planned round is gone."))
    return redirect(f"{reverse('surveys:detail', args=[project, survey])}#rounds")


def _do(request: HttpRequest, found: Round, do: Callable[[], object], told: str) -> HttpResponse:
    try:
        do()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("surveys:round", found.survey.project.public_id, found.survey.public_id, found.public_id)


@login_required
@require_safe
def qr(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """The QR code as large as the screen, for the projector in the room."""
    found = get_round_for(request.user, project, survey, round)
    address = address_of(found)
    context = survey_context(
        request, found.survey, round=found, asked=asked_in(found), address=address,
        code=qr_svg(address, _("QR code of the survey"), is_scalable=True),
    )  # fmt: skip
    return render(request, "surveys/qr.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, project: str, survey: str, round: str) -> HttpResponse:  # noqa: A002  as in its address
    """A poster or slips to hand out, A4: `?layout=slips&language=en`."""
    found = get_round_for(request.user, project, survey, round)
    questionnaire = asked_in(found)
    wanted, layout = request.GET.get("language", ""), request.GET.get("layout", "")
    content = render_for(
        found, questionnaire, address_of(found),
        language=wanted if wanted in questionnaire.languages else questionnaire.base,
        layout=layout if layout in LAYOUTS else "poster",
    )  # fmt: skip
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="plon-survey-{found.public_id}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response
