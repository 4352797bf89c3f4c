"""The office's claims: who asks for which project."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.projects import actions, queries
from plon.projects.forms import RefusalForm
from plon.projects.models import Claim
from plon.projects.pages import person_of, words_of


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """Waiting claims, oldest first; decided ones in the second tab."""
    is_decided = request.GET.get("show") == "decided"
    page = Paginator(queries.claims_for_office(decided=is_decided), 20).get_page(request.GET.get("page"))
    return render(request, "projects/claims.html", {"page": page, "is_decided": is_decided, "form": RefusalForm()})


@officer_required
@require_POST
def decide(request: HttpRequest, claim: int) -> HttpResponse:
    """Accept or refuse one claim."""
    chosen = get_object_or_404(Claim, pk=claim)
    try:
        if request.POST.get("decision") == "accept":
            actions.accept_claim(chosen, by=person_of(request))
            messages.success(request, _("The project was handed over; the person gets a letter."))
        else:
            form = RefusalForm(request.POST)
            if not form.is_valid():
                messages.error(request, _("Give the reason: the person reads it."))
                return redirect("claims:index")
            actions.refuse_claim(chosen, by=person_of(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("The claim was refused; the person gets a letter with the reason."))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return redirect("claims:index")
