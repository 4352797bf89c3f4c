"""Administrators invite officers; who was invited opens the account."""

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from plon.accounts.enums import PlatformRole
from plon.accounts.gates import administrator_required
from plon.errors import DomainError
from plon.office.models import OPEN_DAYS, OfficerInvitation
from plon.office.people import inviting
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal

A_PAGE, UNPROCESSABLE, GONE = 50, 422, 410


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[one for one in PlatformRole.choices if one[0] != PlatformRole.MEMBER],
        help_text=gettext_lazy(
            "Officers and administrators enter with a second factor only; Plon asks them to set it up."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("pl", "Polski"), ("en", "English")]
    )


class JoinForm(forms.Form):
    """Name and password of a new account."""

    name = forms.CharField(
        label=gettext_lazy("First and last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=gettext_lazy("Password again"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", _("The two passwords differ."))
        return told


@administrator_required
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite an officer; see who was invited and what became of it."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            inviting.invite_officer(data["email"], by=person_of(request), role=data["role"], language=data["language"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("office_people:invitations")
    rows = OfficerInvitation.objects.select_related("invited_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {"form": form, "page": page, "days": OPEN_DAYS}
    return render(request, "office/people/invitations.html", context, status=UNPROCESSABLE if form.errors else 200)


@administrator_required
@require_POST
def change_invitation(request: HttpRequest, invitation: int) -> HttpResponse:
    """Take an invitation back, or send it anew with another link."""
    found = get_object_or_404(OfficerInvitation, pk=invitation)
    by = person_of(request)
    try:
        if request.POST.get("do") == "again":
            inviting.invite_officer(found.email, by=by, role=found.role, language=found.language)
            said = _("The invitation is on its way. The old link works no more.")
        else:
            inviting.revoke_invitation(found, by=by)
            said = _("The invitation is taken back. Its link works no more.")
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, said)
    return redirect("office_people:invitations")


@never_cache
@sensitive_post_parameters("password", "again")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the letter's link leads: name and password, then signing in with a second factor."""
    found = inviting.find_invitation(secret)
    if found is None:
        raise Http404
    with override(found.language):
        request.LANGUAGE_CODE = found.language
        return _joining(request, found)


def _joining(request: HttpRequest, found: OfficerInvitation) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    if found.is_open and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            inviting.accept_invitation(found, name=data["name"], password=data["password"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your account is open. Sign in; Plon then helps you set up the second factor."))
            return redirect("account_login")
    context = {"invitation": found, "form": form, "rules": password_validation.password_validators_help_texts()}
    status = (UNPROCESSABLE if form.errors else 200) if found.is_open else GONE
    answer = render(request, "office/people/join.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
