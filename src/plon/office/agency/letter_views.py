"""Officers word the letters that Plon sends."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.accounts.gates import officer_required
from plon.agency.actions import change_settings
from plon.agency.letters import (
    LetterKind,
    Words,
    default_of,
    examples_of,
    filled,
    letter_kind,
    own_words_of,
    registered_letters,
)
from plon.agency.refusals import SettingsChanged
from plon.agency.settings import LANGUAGES, fingerprint_of
from plon.history.models import Event
from plon.office.agency.letter_forms import NAMES, LetterForm
from plon.office.auditing.queries import shown_changes
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal

CONFLICT, UNPROCESSABLE, SHOWN = 409, 422, 20


@officer_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """All letters that can be worded, and which are."""
    rows = [
        (kind, [str(NAMES[code]) for code in LANGUAGES if own_words_of(kind, code).is_written])
        for kind in registered_letters()
    ]
    return render(request, "office/agency/letters.html", {"rows": rows, "section": "letters"})


@officer_required
def letter(request: HttpRequest, letter: str) -> HttpResponse:
    """One letter: what came with Plon, the agency's own words, and how it reads with example values."""
    kind = _kind(letter)
    defaults = {code: default_of(kind, code) for code in LANGUAGES}
    form = LetterForm(request.POST if request.method == "POST" else None, kind=kind, defaults=defaults)
    now, status, previews = fingerprint_of(form.held), UNPROCESSABLE, []
    seen = request.POST.get("seen", "") if form.is_bound else now
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            previews = [_preview(kind, code, form.words_in(code), defaults[code]) for code in LANGUAGES]
        else:
            try:
                change_settings(form.values(), by=person_of(request), seen=seen)
            except (SettingsChanged, ValidationError) as refusal:
                show_refusal(form, refusal)
                seen, status = now, CONFLICT
            else:
                messages.success(request, _("Saved. The next letters say it."))
                return redirect("office_people:letter", letter)
    context = {
        "kind": kind, "form": form, "seen": seen, "previews": previews, "section": "letters",
        "defaults": [(code, NAMES[code], words) for code, words in defaults.items()], "events": _events(kind),
    }  # fmt: skip
    return render(request, "office/agency/letter.html", context, status=status if form.errors else 200)


def _kind(key: str) -> LetterKind:
    try:
        return letter_kind(key)
    except KeyError:
        raise Http404 from None


def _preview(kind: LetterKind, code: str, own: Words, default: Words) -> tuple[str, str, Words]:
    words = Words(own.subject or default.subject, own.body or default.body)
    return code, str(NAMES[code]), filled(kind, words, examples_of(kind, code))


def _events(kind: LetterKind) -> list[tuple[Event, object]]:
    found = Event.objects.filter(kind="agency.setting_changed", subject_label__startswith=f"letter.{kind.key}.")
    return [(event, shown_changes(event)) for event in found[:SHOWN]]
