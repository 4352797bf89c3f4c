"""Pages of the application form: answers with their drafts, saving, going back to the draft, files."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.models import Event
from plon.programme.application import all_forms, form_of
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT
from plon.reports import actions, queries
from plon.reports.drafting import LANGUAGES
from plon.reports.exporting import EXPORTERS
from plon.reports.forms import AnswerForm
from plon.reports.places import Place
from plon.reports.presenting import Conflict, application_url, page_url, parts_of, source_of, state_of, urls_of
from plon.reports.refusals import WrittenMeanwhile


@login_required
def application(request: HttpRequest, project: str) -> HttpResponse:
    """The form's questions, each with its draft or its edited answer."""
    found = get_project_for(request.user, project)
    form = queries.chosen_form(found, request.GET.get("form", ""))
    language = queries.language_of(request.GET.get("language") or get_language())
    source = source_of(request, form.sources)
    return _page(request, found, queries.load_application(found, form, language, source))


def _page(
    request: HttpRequest, project: Project, loaded: queries.Application, conflicts: dict[str, Conflict] | None = None
) -> HttpResponse:
    interface = get_language() or "en"
    suggested = queries.suggested_form(project)
    fields = loaded.fields
    context = {
        **workspace_context(project, request.user, "application"),
        "loaded": loaded,
        "form_name": loaded.form.name(interface),
        "parts": parts_of(loaded, interface, conflicts),
        "forms": [(form.key, form.name(interface), form.call_year) for form in all_forms()],
        "sources": [(code, name(interface)) for code, name in loaded.form.sources.items()],
        "suggested": suggested,
        "is_other_year": bool(project.call_year and project.call_year != loaded.form.call_year),
        "is_disputed": any(field.place.question.is_disputed for field in fields),
        "is_advised": any(not field.is_official for field in fields),
        "outdated": [field.place for field in fields if field.is_outdated],
        "too_long": [field.place for field in fields if field.over],
        "edited_count": sum(field.answer is not None for field in fields),
        "undo": _undoable(request, project),
        "here": application_url(project.public_id, loaded.form.key, loaded.language, loaded.source),
    }
    return render(request, "reports/application.html", context, status=409 if conflicts else 200)


def _undoable(request: HttpRequest, project: Project) -> Event | None:
    raw = request.GET.get("undo", "")
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 18):
        return None
    return Event.objects.filter(pk=int(raw), project_id=project.pk, kind="answer.removed").first()


def _place(request: HttpRequest, project: str, keys: tuple[str, str, str, str]) -> Place:
    form = form_of(keys[0])
    source = source_of(request, form.sources if form else {})
    return queries.get_place_for(request.user, project, keys, EDIT, source=source)


@login_required
@require_POST
def write(request: HttpRequest, project: str, form: str, language: str, question: str, subject: str) -> HttpResponse:
    """Save an answer by its button; of two people who write at once the second sees both texts."""
    place = _place(request, project, (form, language, question, subject))
    typed = AnswerForm(request.POST)
    if typed.is_valid():
        try:
            actions.write_answer(place, by=person_of(request), text=typed.cleaned_data["text"], seen=_seen(request))
        except WrittenMeanwhile as refusal:
            conflict = Conflict(actions.cleaned(typed.cleaned_data["text"]), refusal.theirs, refusal.seen)
            return _again(request, place, conflict)
        except ValidationError as refusal:
            return _again(request, place, _refused(request, place, refusal.messages))
        messages.success(request, _("Saved."))
        return redirect(page_url(place))
    errors = [str(error) for field in typed.errors.values() for error in field]
    return _again(request, place, _refused(request, place, errors))


def _refused(request: HttpRequest, place: Place, errors: list[str]) -> Conflict:
    """Keep what was typed on the page, with what is wrong with it."""
    field, _facts, _fingerprint = queries.load_field(place)
    return Conflict(actions.cleaned(request.POST.get("text", "")), "", field.seen, tuple(errors))


def _again(request: HttpRequest, place: Place, conflict: Conflict) -> HttpResponse:
    loaded = queries.load_application(place.project, place.form, place.language, place.source)
    return _page(request, place.project, loaded, {place.anchor: conflict})


@login_required
@require_POST
def save(request: HttpRequest, project: str, form: str, language: str, question: str, subject: str) -> JsonResponse:
    """Take what was typed a moment ago (see autosave.js); answer what became of it."""
    place = _place(request, project, (form, language, question, subject))
    typed, seen = AnswerForm(request.POST), _seen(request)
    if not typed.is_valid():
        errors = [str(error) for field in typed.errors.values() for error in field]
        return JsonResponse({"version": seen, "errors": {"text": errors}, "conflict": {}})
    try:
        actions.write_answer(place, by=person_of(request), text=typed.cleaned_data["text"], seen=seen)
    except WrittenMeanwhile as refusal:
        conflict = {"text": {"theirs": refusal.theirs, "value": refusal.theirs}}
        return JsonResponse({"version": refusal.seen, "errors": {}, "conflict": conflict})
    except ValidationError as refusal:
        return JsonResponse({"version": seen, "errors": {"text": refusal.messages}, "conflict": {}})
    field, _facts, _fingerprint = queries.load_field(place)
    card = {"state": state_of(field), "anchor": place.anchor, "urls": urls_of(place)}
    panel = render_to_string("reports/_state.html", {"card": card, "field": field, "can_edit": True}, request)
    return JsonResponse({
        "version": field.seen, "saved_at": timezone.now().isoformat(), "errors": {}, "conflict": {},
        "panels": {f"state-{place.anchor}": panel},
    })  # fmt: skip


def _seen(request: HttpRequest) -> int | None:
    """Return what the page has seen of the answer: what autosave.js learnt last, else what it was opened with."""
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
def take_draft(
    request: HttpRequest, project: str, form: str, language: str, question: str, subject: str
) -> HttpResponse:
    """Go back to the draft, after showing what would be given up."""
    place = _place(request, project, (form, language, question, subject))
    field, _facts, _fingerprint = queries.load_field(place)
    if request.method == "POST":
        try:
            event = actions.take_draft(place, by=person_of(request), seen=_seen(request))
        except WrittenMeanwhile as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())
        address, _hash, anchor = page_url(place).partition("#")
        return redirect(f"{address}{f'&undo={event.pk}' if event else ''}#{anchor}")
    if field.answer is None:
        return redirect(page_url(place))
    context = {
        **workspace_context(place.project, request.user, "application"),
        "place": place,
        "field": field,
        "name": place.question.name(get_language() or "en"),
        "back": page_url(place),
    }
    return render(request, "reports/take_draft.html", context)


@login_required
@require_POST
def keep(request: HttpRequest, project: str, form: str, language: str, question: str, subject: str) -> HttpResponse:
    """Say that an answer is right as it is, although the plan has changed."""
    place = _place(request, project, (form, language, question, subject))
    actions.keep_answer(place, by=person_of(request))
    messages.success(request, _("Your answer stays. Plon tells you when the plan changes again."))
    return redirect(page_url(place))


@login_required
@require_POST
def undo(request: HttpRequest, project: str, event: int) -> HttpResponse:
    """Bring back an answer that was given up a moment ago."""
    found = get_project_for(request.user, project, EDIT)
    past = get_object_or_404(Event, pk=event, project_id=found.pk, kind="answer.removed")
    kept = past.changes["_answer"][0]
    try:
        actions.put_back(past, person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Your answer is back."))
    response = redirect(application_url(found.public_id, kept["form"], kept["language"], ""))
    response["Location"] += f"#q-{kept['question']}" + (f"-{kept['subject']}" if kept["subject"] else "")
    return response


@login_required
def file(request: HttpRequest, project: str, form: str, language: str, kind: str) -> HttpResponse:
    """All answers as one document, to be read by colleagues or pasted field by field."""
    found = get_project_for(request.user, project)
    chosen = form_of(form)
    exporter = EXPORTERS.get(kind)
    if chosen is None or exporter is None or language not in LANGUAGES:
        raise Http404
    loaded = queries.load_application(found, chosen, queries.language_of(language), source_of(request, chosen.sources))
    response = HttpResponse(exporter.write(loaded), content_type=exporter.media_type)
    word = {"pl": "wniosek", "en": "application"}[loaded.language]
    name = f"{word}-{slugify(found.number or str(found))[:60] or found.public_id}-{chosen.key}-{language}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
