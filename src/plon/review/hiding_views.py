"""The office takes unlawful content out of public, and answers appeals."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal
from plon.results.models import Result
from plon.review import actions, queries
from plon.review.forms import AnswerForm, FindForm, HideResultForm
from plon.review.models import Hiding
from plon.review.rules import tie_to
from plon.review.views import UNPROCESSABLE, language_now

A_PAGE = 30
_ID = re.compile(r"[0-9a-z]{5,12}")


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """What is hidden, appeals first; and a field for the address of what must go."""
    form = FindForm(request.GET if "address" in request.GET else None)
    if form.is_bound and form.is_valid():
        known = set(_ID.findall(form.cleaned_data["address"]))
        if result := Result.objects.filter(public_id__in=known, published_at__isnull=False).first():
            return redirect("office_review:hide", result.public_id)
        form.add_error("address", _("No public result has this address. Copy it from the browser."))
    page = Paginator(queries.hidings_for_office(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {"page": page, "form": form}
    return render(request, "review/hidden.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
def hide(request: HttpRequest, result: str) -> HttpResponse:
    """Ask why, then take it out of public at once."""
    found = get_object_or_404(
        Result.objects.select_related("project").prefetch_related("texts"), public_id=result, published_at__isnull=False
    )
    form = HideResultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hide_result(found, by=person_of(request), reason=form.cleaned_data["reason"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Hidden. The team gets a letter with your reason, and may appeal."))
            return redirect("office_review:hidden")
    context = {
        "result": found,
        "title": found.title_in(language_now()),
        "form": form,
        "tie": tie_to(person_of(request), found.project_id),
    }
    return render(request, "review/hide.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
def hiding(request: HttpRequest, hiding: str) -> HttpResponse:
    """One hiding: its reason, the appeal; keep it hidden with an answer, or bring it back."""
    found = get_object_or_404(Hiding.objects.select_related("result__project", "project"), public_id=hiding)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer, act = form.cleaned_data["answer"], request.POST.get("act")
        try:
            if act == "restore":
                actions.end_hiding(found, by=person_of(request), answer=answer)
                messages.success(request, _("It is public again. The team gets a letter."))
            else:
                actions.answer_appeal(found, by=person_of(request), answer=answer)
                messages.success(request, _("It stays hidden. The team gets your answer."))
            return redirect("office_review:hidden")
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
    context = {"hiding": found, "form": form, "tie": tie_to(person_of(request), found.project_id)}
    return render(request, "review/hiding.html", context, status=UNPROCESSABLE if form.errors else 200)
