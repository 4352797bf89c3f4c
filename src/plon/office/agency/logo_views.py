"""Officers set the agency's logo."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from PIL import Image

from plon.accounts.gates import officer_required
from plon.agency.actions import remove_logo, set_logo
from plon.agency.models import Logo
from plon.errors import DomainError
from plon.organisations.logos import prepare_logo
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal

UNPROCESSABLE = 422


class LogoForm(forms.Form):
    """A picture, and what it says to who doesn't see it."""

    logo = forms.FileField(
        label=gettext_lazy("Logo"), required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP of at most 2 MB; no SVG. Empty: the picture stays as it is."),
    )  # fmt: skip
    alt_pl = forms.CharField(
        label=gettext_lazy("Text in place of the logo, in Polish"), max_length=200, required=False,
        help_text=gettext_lazy("What stands in the logo, mostly the name of the agency."),
        widget=forms.TextInput(attrs={"lang": "pl"}),
    )  # fmt: skip
    alt_en = forms.CharField(
        label=gettext_lazy("Text in place of the logo, in English"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )  # fmt: skip


@officer_required
def logo(request: HttpRequest) -> HttpResponse:
    """The logo that holds, and another one."""
    held = Logo.objects.defer("content").first()
    held = held if held and held.sha256 else None
    initial = {"alt_pl": held.alt_pl, "alt_en": held.alt_en} if held else {}
    is_sent = request.method == "POST"
    form = LogoForm(request.POST if is_sent else None, request.FILES if is_sent else None, initial=initial)
    if is_sent and form.is_valid():
        try:
            _take(request, form)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. The pages show it within seconds."))
            return redirect("office_people:logo")
    context = {"form": form, "held": held, "section": "logos"}
    return render(request, "office/agency/logo.html", context, status=UNPROCESSABLE if form.errors else 200)


def _take(request: HttpRequest, form: LogoForm) -> None:
    sent, content, size = form.cleaned_data["logo"], None, (0, 0)
    if sent:
        ready = prepare_logo(sent, sent.size)
        content = ready.read()
        ready.seek(0)
        with Image.open(ready) as picture:
            size = picture.size
    set_logo(
        by=person_of(request), content=content, width=size[0], height=size[1], alt_pl=form.cleaned_data["alt_pl"],
        alt_en=form.cleaned_data["alt_en"],
    )  # fmt: skip


@officer_required
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Show no logo any more."""
    gone = remove_logo(by=person_of(request))
    messages.success(request, _("The logo is off the pages.") if gone else _("Nothing changed."))
    return redirect("office_people:logo")
