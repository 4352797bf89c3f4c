"""Deposits of a project: choose, look at exactly what is sent, confirm, watch, go on, make a new version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plon.deposits import actions
from plon.deposits.crosswalk import hints_of
from plon.deposits.enums import DepositState
from plon.deposits.forms import ChoiceForm, ConfirmForm
from plon.deposits.models import Deposit
from plon.deposits.preparing import is_for_ever, lacks_for, prepare_for, told_of
from plon.deposits.presenting import lines_of, problem_of, share_of
from plon.deposits.queries import deposits_of, get_deposit_for, there_already
from plon.deposits.servers import Server
from plon.deposits.tasks import look_at_review
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import MANAGE

SECTION = "deposits"
SHOWN = 100


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The deposits of a project."""
    found = get_project_for(request.user, project)
    context = {**workspace_context(found, request.user, SECTION), "deposits": deposits_of(found)[:SHOWN]}
    return render(request, "deposits/index.html", context)


@login_required
@require_safe
def new(request: HttpRequest, project: str) -> HttpResponse:
    """Choose what goes where."""
    found = get_project_for(request.user, project, MANAGE)
    form = ChoiceForm(project=found, initial={"result": request.GET.get("result", "")})
    return render(request, "deposits/new.html", {**workspace_context(found, request.user, SECTION), "form": form})


@login_required
@never_cache
@sensitive_post_parameters("token")
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def check(request: HttpRequest, project: str) -> HttpResponse:
    """Exactly what will be sent where; confirmed, it begins. The choice stands in the address."""
    found = get_project_for(request.user, project, MANAGE)
    form = ChoiceForm(request.GET, project=found)
    if not form.is_valid():
        context = {**workspace_context(found, request.user, SECTION), "form": form}
        return render(request, "deposits/new.html", context, status=422)
    result = form.results[form.cleaned_data["result"]]
    before = there_already(result, form.found.address)
    if before is not None and request.method != "POST":
        messages.info(request, _("This result is there already, or on its way; here is what you can do now."))
        is_there = before.state == DepositState.PUBLISHED
        return redirect(f"deposits:{'new_version' if is_there else 'deposit'}", project, before.public_id)
    begun = Deposit(
        project=found, result=result, server=form.found.address, server_name=form.found.name,
        community=form.cleaned_data["community"],
    )  # fmt: skip
    return _confirm(request, begun)


@login_required
@never_cache
@sensitive_post_parameters("token")
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def new_version(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """What a new version of a published record will hold; confirmed, it begins."""
    before = get_deposit_for(request.user, project, deposit, MANAGE)
    if before.state != DepositState.PUBLISHED or not before.result.is_published:
        raise Http404
    newer = Deposit.objects.filter(previous=before).first()
    if newer is not None and request.method != "POST":
        return redirect("deposits:deposit", project, newer.public_id)
    begun = Deposit(
        project=before.project, result=before.result, server=before.server, server_name=before.server_name,
        community=before.community, previous=before,
    )  # fmt: skip
    return _confirm(request, begun)


@login_required
@never_cache
@sensitive_post_parameters("token")
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """What a deposit that stopped will send now; confirmed, it goes on with its draft."""
    found = get_deposit_for(request.user, project, deposit, MANAGE)
    if not found.may_go_on:
        return redirect("deposits:deposit", project, deposit)
    return _confirm(request, found)


def _confirm(request: HttpRequest, deposit: Deposit) -> HttpResponse:
    told = told_of(deposit.result)
    prepared = prepare_for(told, deposit)
    form = ConfirmForm(request.POST or None, initial={"fingerprint": prepared.fingerprint})
    if request.method == "POST" and form.is_valid():
        try:
            begun = _begin(deposit, request, form)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("deposits:deposit", begun.project.public_id, begun.public_id)
    if form.is_bound:
        # What is shown now is what the next confirmation is about.
        form.data = {**request.POST.dict(), "fingerprint": prepared.fingerprint}
    context = {
        **workspace_context(deposit.project, request.user, SECTION),
        "deposit": deposit,
        "is_version": deposit.previous is not None,
        "form": form,
        "lacks": lacks_for(told, deposit),
        "hints": hints_of(told),
        "lines": lines_of(told, prepared, get_language() or "en"),
        "prepared": prepared,
        "is_for_ever": is_for_ever(deposit.server),
    }
    return render(request, "deposits/check.html", context, status=422 if form.errors else 200)


def _begin(deposit: Deposit, request: HttpRequest, form: ConfirmForm) -> Deposit:
    said = {"token": form.cleaned_data["token"], "fingerprint": form.cleaned_data["fingerprint"]}
    by = person_of(request)
    if deposit.pk:
        return actions.resume_deposit(deposit, by=by, **said)
    server = Server(deposit.server_name, deposit.server)
    return actions.request_deposit(
        deposit.result, by=by, server=server, community=deposit.community, previous=deposit.previous, **said
    )  # fmt: skip


def _shown(request: HttpRequest, found: Deposit) -> dict[str, object]:
    return {
        **workspace_context(found.project, request.user, SECTION),
        "deposit": found,
        "share": share_of(found),
        "problem": problem_of(found),
        "newer": Deposit.objects.filter(previous=found).first(),
    }


@login_required
@never_cache
@require_safe
def deposit(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """One deposit: how far it is, what it became, what to do."""
    return render(request, "deposits/deposit.html", _shown(request, get_deposit_for(request.user, project, deposit)))


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """The part of the page that changes while it is sent."""
    return render(request, "deposits/_state.html", _shown(request, get_deposit_for(request.user, project, deposit)))


@login_required
@require_POST
def stop(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """Stop a deposit before it is published."""
    found = get_deposit_for(request.user, project, deposit, MANAGE)
    actions.stop_deposit(found, by=person_of(request))
    messages.success(request, _("Stopped."))
    return redirect("deposits:deposit", project, deposit)


@login_required
@require_POST
def give_up(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """Give up a deposit that stopped, so that another may be begun."""
    found = get_deposit_for(request.user, project, deposit, MANAGE)
    try:
        actions.give_up_deposit(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Given up. A draft may be left in the repository: delete it there."))
    return redirect("deposits:deposit", project, deposit)


@login_required
@require_POST
def look(request: HttpRequest, project: str, deposit: str) -> HttpResponse:
    """Ask the repository whether the community has decided."""
    found = get_deposit_for(request.user, project, deposit, MANAGE)
    look_at_review.enqueue(found.pk)
    messages.success(request, _("Plon asks the repository. Look again in a moment."))
    return redirect("deposits:deposit", project, deposit)
