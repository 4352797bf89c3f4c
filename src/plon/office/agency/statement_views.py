"""Officers add to, or replace, what Plon writes of accessibility and privacy."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from plon.accounts.gates import officer_required
from plon.agency.actions import write_statement
from plon.agency.enums import StatementMode, StatementPage
from plon.agency.models import MOST_OF_A_STATEMENT, StatementVersion
from plon.agency.refusals import StatementChanged
from plon.agency.settings import LANGUAGES
from plon.agency.statements import hash_of, newest, written
from plon.errors import DomainError
from plon.office.agency.letter_forms import NAMES
from plon.portal.statements import generated
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal

UNPROCESSABLE, VERSIONS = 422, 30


class StatementForm(forms.Form):
    """An own text and what it is to the text that Plon writes."""

    mode = forms.ChoiceField(
        label=gettext_lazy("What readers see"), choices=StatementMode.choices, widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=gettext_lazy("Your own text"), required=False, max_length=MOST_OF_A_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Markdown: ## headings, **bold**, - lists, [link](address). Contacts follow below it."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**62)


@officer_required
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Both pages in both languages, with what holds on each."""
    rows = [_row(page, language) for page in StatementPage for language in LANGUAGES]
    return render(request, "office/agency/statements.html", {"rows": rows, "section": "statements"})


def _row(page: StatementPage, language: str) -> dict[str, Any]:
    held = newest(page, language)
    return {
        "page": page, "code": language, "language": NAMES[language], "held": held,
        "is_own": held is not None and held.mode != StatementMode.GENERATED,
        "is_older": _is_older(held, page, language),
    }  # fmt: skip


def _is_older(held: StatementVersion | None, page: str, language: str) -> bool:
    """Tell whether Plon writes something else now than when the own text was written."""
    if held is None or held.mode == StatementMode.GENERATED:
        return False
    return held.generated_hash != hash_of(generated(page, language))


@officer_required
def statement(request: HttpRequest, page: str, language: str) -> HttpResponse:
    """One page in one language: the own text, how it will look, and all versions."""
    if page not in StatementPage.values or language not in LANGUAGES:
        raise Http404
    held, plon_says = newest(page, language), generated(page, language)
    form = StatementForm(
        request.POST if request.method == "POST" else None, initial=_initial(request, held, page, language)
    )
    form.fields["body"].widget.attrs["lang"] = language
    preview = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if "preview" in request.POST:
            preview = data["mode"], written(data["body"])
        else:
            try:
                made = write_statement(
                    page, language, by=person_of(request), mode=data["mode"], body=data["body"].replace("\r\n", "\n"),
                    generated=plon_says, seen=data["seen"],
                )  # fmt: skip
            except StatementChanged as refusal:
                show_refusal(form, refusal)
                held = newest(page, language)
                # What was typed stays; saved again, it follows the version that holds now.
                form.data = {**request.POST.dict(), "seen": str(held.pk) if held else ""}
            except (DomainError, ValidationError) as refusal:
                show_refusal(form, refusal)
            else:
                said = _("Saved. The page shows it within seconds.") if made else _("Nothing changed.")
                messages.success(request, said)
                return redirect("office_people:statement", page, language)
    context = {
        "form": form, "page": StatementPage(page), "code": language, "language": NAMES[language], "held": held,
        "generated": plon_says, "preview": preview, "section": "statements",
        "is_older": _is_older(held, page, language),
        "versions": StatementVersion.objects.filter(page=page, language=language)[:VERSIONS],
    }  # fmt: skip
    return render(request, "office/agency/statement.html", context, status=UNPROCESSABLE if form.errors else 200)


def _initial(request: HttpRequest, held: StatementVersion | None, page: str, language: str) -> dict[str, Any]:
    """Begin with what holds, or with an earlier version that somebody wants to take again."""
    asked = request.GET.get("version", "")
    shown = held
    if asked.isascii() and asked.isdigit() and len(asked) < len(str(2**62)):
        shown = StatementVersion.objects.filter(page=page, language=language, pk=int(asked)).first() or held
    return {
        "mode": shown.mode if shown else StatementMode.GENERATED, "body": shown.body if shown else "",
        "seen": held.pk if held else None,
    }  # fmt: skip
