"""Administrators look after accounts and roles."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.actions import change_role, deactivate_account, reactivate_account
from plon.accounts.gates import administrator_required
from plon.accounts.models import User
from plon.errors import DomainError
from plon.office.people import queries
from plon.office.people.forms import PeopleFilter, RoleForm
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal

A_PAGE, UNPROCESSABLE = 50, 422


@administrator_required
def index(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account, by words in the name or e-mail and by role."""
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.people(words=asked.get("q", ""), role=asked.get("role", "")) if not form.errors else ()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page", "1")[:9]),
        "asked": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "office/people/index.html", context, status=UNPROCESSABLE if form.errors else 200)


@administrator_required
def person(request: HttpRequest, person: int) -> HttpResponse:
    """One account: its role, its second factor, whether it may sign in."""
    found = get_object_or_404(queries.people(), pk=person)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid():
        try:
            change_role(found, by=person_of(request), role=form.cleaned_data["role"])
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The role is changed."))
            return redirect("office_people:people" if person_of(request).pk != found.pk else "office")
    context = {"person": found, "form": form, "is_own": found.pk == person_of(request).pk}
    return render(request, "office/people/person.html", context, status=UNPROCESSABLE if form.errors else 200)


@administrator_required
@require_POST
def deactivate(request: HttpRequest, person: int) -> HttpResponse:
    """Let a person sign in no more."""
    return _done(request, person, deactivate_account, _("This person can't sign in any more. What they did stays."))


@administrator_required
@require_POST
def reactivate(request: HttpRequest, person: int) -> HttpResponse:
    """Let a person sign in again."""
    return _done(request, person, reactivate_account, _("This person can sign in again."))


def _done(request: HttpRequest, person: int, act: Callable[..., User], said: str) -> HttpResponse:
    found = get_object_or_404(User, pk=person)
    try:
        act(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, said)
    return redirect("office_people:person", person)
