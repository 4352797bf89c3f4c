"""The office looks through what the public reads of use, and hides what must not stand there."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.projects.pages import person_of
from plon.uptake import actions, queries
from plon.uptake.forms import HideForm
from plon.uptake.queries import Something
from plon.uptake.team_presenting import adaptation_rows, use_rows
from plon.uptake.team_views import A_PAGE, UNPROCESSABLE, language_now

TABS = ("uses", "adaptations", "policies")
KINDS = {"use": "uses", "adaptation": "adaptations", "policy": "policies"}


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """What people told of all results, newest first; one kind per tab (`?show=`)."""
    show, language = request.GET.get("show", ""), language_now()
    tab = show if show in TABS else TABS[0]
    found = queries.everything()[tab]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", "1")[:9])
    rows = use_rows(page, language) if tab == "uses" else adaptation_rows(page, language) if tab != "policies" else []
    return render(request, "uptake/office.html", {"page": page, "rows": rows, "tab": tab})


def _thing(kind: str, public_id: str) -> Something:
    if kind not in KINDS:
        raise Http404
    found: Something = get_object_or_404(queries.everything()[KINDS[kind]], public_id=public_id)
    return found


@officer_required
def hide(request: HttpRequest, kind: str, thing: str) -> HttpResponse:
    """Ask why, then hide; the team sees the reason and can't bring it back."""
    told = _thing(kind, thing)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.hide(told, by=person_of(request), reason=form.cleaned_data["reason"], as_office=True)
        messages.success(request, _("Hidden. The team reads your reason."))
        return redirect("office_uses:index")
    context = {"told": told, "form": form, "tab": KINDS[kind]}
    return render(request, "uptake/office_hide.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
@require_POST
def restore(request: HttpRequest, kind: str, thing: str) -> HttpResponse:
    """Bring back what was hidden, by whomever."""
    actions.restore(_thing(kind, thing), by=person_of(request), as_office=True)
    messages.success(request, _("It is back, and counts again."))
    return redirect("office_uses:index")
