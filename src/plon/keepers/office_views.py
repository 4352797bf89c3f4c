"""The office looks after results that nobody keeps: keep them itself, ask somebody, retire them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.keepers import actions, queries
from plon.keepers.forms import AskForm, RetireForm
from plon.keepers.models import Keeping
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal
from plon.results.enums import ResultState
from plon.results.models import Result

A_PAGE, UNPROCESSABLE = 30, 422
TABS = ("lost", "never", "agency")


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """Results without a keeper: lost ones, those that never had one, and what the agency keeps (`?show=`)."""
    show = request.GET.get("show", "")
    tab = show if show in TABS else TABS[0]
    number = request.GET.get("page", "1")[:9]
    counts = queries.orphan_counts()
    context: dict[str, object] = {"tab": tab, "counts": counts}
    if tab == "agency":
        context["page"] = Paginator(queries.kept_by_agency(), A_PAGE).get_page(number)
    else:
        page = Paginator(queries.orphans(had=tab == "lost"), A_PAGE).get_page(number)
        last = queries.last_keepings_of(result.pk for result in page)
        context |= {"page": page, "rows": [(result, last.get(result.pk)) for result in page]}
    return render(request, "keepers/office/index.html", context)


def _result(public_id: str) -> Result:
    found = Result.objects.filter(state=ResultState.PUBLISHED).select_related("project")
    return get_object_or_404(found, public_id=public_id)


@officer_required
@require_POST
def take_over(request: HttpRequest, result: str) -> HttpResponse:
    """Let the agency keep a result until somebody else does."""
    actions.take_over(_result(result), by=person_of(request))
    messages.success(request, _("The agency keeps it now. Its page says so."))
    return redirect("office_orphans:index")


@officer_required
@take_once
def ask(request: HttpRequest, result: str) -> HttpResponse:
    """Ask somebody to keep a result."""
    found = _result(result)
    form = AskForm(request.POST or None, project=found.project)
    if request.method == "POST" and form.is_valid():
        held = Keeping.objects.filter(result=found, is_agency=True, ended_at=None).first()
        try:
            actions.name_keeper([found], by=person_of(request), takes_over=held, **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The letter is on its way. Nothing changes until the person accepts."))
            return redirect("office_orphans:index")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "keepers/office/ask.html", {"form": form, "result": found}, status=status)


@officer_required
def retire(request: HttpRequest, result: str) -> HttpResponse:
    """Retire a result that nobody will keep, with a reason that visitors read."""
    found = _result(result)
    form = RetireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.retire_result(found, by=person_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("Retired. Its page and files stay, with your reason; the team is told."))
        return redirect("office_orphans:index")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "keepers/office/retire.html", {"form": form, "result": found}, status=status)


@officer_required
@require_POST
def confirm(request: HttpRequest, result: str) -> HttpResponse:
    """Say that the agency has looked at what it keeps, and that it is still good."""
    kept = get_object_or_404(queries.kept_by_agency(), result__public_id=result)
    actions.agency_confirms(kept, by=person_of(request))
    messages.success(request, _("Noted: it is still good."))
    response = redirect("office_orphans:index")
    response["Location"] += "?show=agency"
    return response
