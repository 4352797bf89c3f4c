"""Pages of one text of a report: written by its button or as it is typed, its draft taken again, kept, put back."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plon.errors import DomainError
from plon.history.models import Event
from plon.projects.pages import person_of, words_of
from plon.projects.rules import EDIT, VIEW
from plon.reports.actions import cleaned
from plon.reports.beneficiary import actions, queries
from plon.reports.beneficiary.contents import CONTENTS
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.fields import Field, Place, fields_of
from plon.reports.beneficiary.forms import TextForm
from plon.reports.beneficiary.gathering import gather
from plon.reports.beneficiary.loading import load_field, place_in
from plon.reports.beneficiary.models import Report
from plon.reports.beneficiary.presenting import card_of, changes_of, demand_of, desk_url, urls_of
from plon.reports.beneficiary.queries import texts_of
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.views import interface, report_context
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting.detail import FULL
from plon.reports.places import NO_SUBJECT
from plon.reports.presenting import Conflict
from plon.reports.refusals import WrittenMeanwhile
from plon.texts import render_markdown
from plon.typeset.papers.blocks import Paper
from plon.typeset.papers.html import as_html

CONFLICT, UNPROCESSABLE = 409, 422
_MOST_PREVIEWED = 100_000


def _place(request: HttpRequest, project: str, report: str, keys: tuple[str, str], permission: str = EDIT) -> Place:
    return place_in(queries.get_report_for(request.user, project, report, permission), *keys)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, project: str, report: str, language: str, key: str) -> HttpResponse:
    """The text of one part: to be read by everyone who reads the report, to be written by who may."""
    permission = EDIT if request.method == "POST" else VIEW
    place = _place(request, project, report, (language, key), permission)
    if request.method != "POST":
        return _page(request, place)
    typed = TextForm(request.POST)
    if not typed.is_valid():
        errors = tuple(str(error) for field in typed.errors.values() for error in field)
        return _page(request, place, Conflict(cleaned(request.POST.get("text", "")), "", _seen(request) or 0, errors))
    written = typed.cleaned_data["text"]
    if "preview" in request.POST:
        return _page(request, place, Conflict(cleaned(written), "", _seen(request) or 0), is_preview=True)
    try:
        actions.write_text(place, by=person_of(request), text=written, seen=_seen(request))
    except WrittenMeanwhile as refusal:
        return _page(request, place, Conflict(cleaned(written), refusal.theirs, refusal.seen))
    except (DomainError, ValidationError) as refusal:
        errors = tuple(refusal.messages) if isinstance(refusal, ValidationError) else (str(refusal),)
        return _page(request, place, Conflict(cleaned(written), "", _seen(request) or 0, errors))
    messages.success(request, _("Saved."))
    return redirect(desk_url(place))


def _page(
    request: HttpRequest, place: Place, conflict: Conflict | None = None, *, is_preview: bool = False
) -> HttpResponse:
    facts = gather(place.report, place.language)
    fields = fields_of(facts, texts_of(place.report, place.language))
    here = next(number for number, each in enumerate(fields) if each.place.key == place.key)
    field = fields[here]
    standing, source, limits = demand_of(place.part)
    shown = conflict.text if conflict else field.text
    context = {
        **report_context(request, place.report),
        "field": field,
        "card": card_of(facts, field, interface()),
        "text": shown,
        "seen": conflict.seen if conflict else field.seen,
        "theirs": conflict.theirs if conflict else "",
        "errors": conflict.errors if conflict else (),
        "preview": render_markdown(shown) if is_preview or not place.report.is_open else "",
        "changed": changes_of(field),
        "standing": standing,
        "source": source,
        "limits": limits,
        "line_break": place.report.parts_of.line_break,
        "figures": _figures(facts, field),
        "before": fields[here - 1] if here else None,
        "after": fields[here + 1] if here + 1 < len(fields) else None,
        "undo": _undoable(request, place.report),
        "back": desk_url(place),
    }
    status = 200
    if conflict and not is_preview:
        status = CONFLICT if conflict.theirs else UNPROCESSABLE
    return render(request, "reports/beneficiary/text.html", context, status=status)


def _figures(facts: ReportFacts, field: Field) -> str:
    """Return what stands beneath the text in the paper; "" if nothing does."""
    place = field.place
    with translation.override(place.language):
        sheet = Sheet(ReportWriter(place.language, FULL), facts.pieces)
        blocks = tuple(CONTENTS[place.part.content].blocks(sheet, facts, place.package))
    # The annex lists what the other parts cite; alone it has nothing to list.
    if not blocks or place.part.content == "annex":
        return ""
    return as_html(Paper(title=place.name, language=place.language, blocks=blocks), level=3)


def _undoable(request: HttpRequest, report: Report) -> Event | None:
    raw = request.GET.get("undo", "")
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 18):
        return None
    return Event.objects.filter(pk=int(raw), project_id=report.project_id, kind="report_text.removed").first()


@login_required
@require_POST
def save(request: HttpRequest, project: str, report: str, language: str, key: str) -> JsonResponse:
    """Take what was typed a moment ago (see autosave.js); answer what became of it."""
    place = _place(request, project, report, (language, key))
    typed, seen = TextForm(request.POST), _seen(request)
    if not typed.is_valid():
        errors = [str(error) for field in typed.errors.values() for error in field]
        return _answer(seen, errors=errors)
    try:
        actions.write_text(place, by=person_of(request), text=typed.cleaned_data["text"], seen=seen)
    except WrittenMeanwhile as refusal:
        return _answer(refusal.seen, conflict={"text": {"theirs": refusal.theirs, "value": refusal.theirs}})
    except (DomainError, ValidationError) as refusal:
        return _answer(seen, errors=refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)])
    field = load_field(place)
    panel = render_to_string(
        "reports/beneficiary/_state.html", {"field": field, "urls": urls_of(place), "can_write": True}, request
    )
    return JsonResponse({
        "version": field.seen, "saved_at": timezone.now().isoformat(), "errors": {}, "conflict": {},
        "panels": {"text-state": panel},
    })  # fmt: skip


def _answer(
    seen: int | None, *, errors: list[str] | None = None, conflict: dict[str, dict[str, str]] | None = None
) -> JsonResponse:
    return JsonResponse({"version": seen, "errors": {"text": errors} if errors else {}, "conflict": conflict or {}})


def _seen(request: HttpRequest) -> int | None:
    """Return what the page has seen of the text: what autosave.js learnt last, else what it was opened with."""
    try:
        bases = json.loads(request.POST.get("bases") or "{}")
    except ValueError:
        bases = {}
    known = bases.get("text") if isinstance(bases, dict) else None
    if isinstance(known, int) and not isinstance(known, bool):
        return known
    raw = request.POST.get("version", "")
    return int(raw) if raw.removeprefix("-").isdecimal() and raw.isascii() and len(raw) < 18 else None


@login_required
@require_POST
def preview(request: HttpRequest, project: str, report: str, language: str, key: str) -> HttpResponse:
    """What is typed, as the report will show it."""
    _place(request, project, report, (language, key))
    return HttpResponse(render_markdown(cleaned(request.POST.get("text", ""))[:_MOST_PREVIEWED]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_draft(request: HttpRequest, project: str, report: str, language: str, key: str) -> HttpResponse:
    """Give an edited text up for the draft of today, after seeing both."""
    place = _place(request, project, report, (language, key))
    address = urls_of(place)["text"]
    if request.method == "POST":
        try:
            event = actions.take_draft(place, by=person_of(request), seen=_seen(request))
        except DomainError as refusal:
            messages.error(request, words_of(refusal))
            return redirect(address)
        return redirect(f"{address}?undo={event.pk}" if event else address)
    field = load_field(place)
    if field.edited is None:
        return redirect(address)
    context = {**report_context(request, place.report), "field": field, "place": place, "back": address}
    return render(request, "reports/beneficiary/take_draft.html", context)


@login_required
@require_POST
def keep(request: HttpRequest, project: str, report: str, language: str, key: str) -> HttpResponse:
    """Say that a text is right as it is, although its facts have changed."""
    place = _place(request, project, report, (language, key))
    try:
        actions.keep_text(place, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Your text stays. Plon tells you when its facts change again."))
    return redirect(urls_of(place)["text"])


@login_required
@require_POST
def undo(request: HttpRequest, project: str, report: str, event: int) -> HttpResponse:
    """Bring back a text that was given up a moment ago."""
    found = queries.get_report_for(request.user, project, report, EDIT)
    past = get_object_or_404(Event, pk=event, project_id=found.project_id, kind="report_text.removed")
    kept = past.changes["_text"][0]
    get_object_or_404(Report, pk=found.pk, public_id=kept["report"])
    try:
        actions.put_back(past, person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("beneficiary_reports:report", project, report)
    messages.success(request, _("Your text is back."))
    key = f"{kept['part']}-{kept['subject'] or NO_SUBJECT}"
    return redirect("beneficiary_reports:text", project, report, kept["language"], key)
