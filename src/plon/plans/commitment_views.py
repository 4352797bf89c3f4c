"""Pages of the commitment: freeze the plan, read what was promised, compare, print, verify."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans import actions
from plon.plans.checks import check_plan
from plon.plans.commitment import Content, canonical, commitments_of, content_of, hash_of, newest_commitment
from plon.plans.commitment_document import commitment_document
from plon.plans.commitment_forms import FreezeForm, VerifyForm
from plon.plans.commitment_words import KIND_NAMES, SECTIONS, Words, sections_of
from plon.plans.comparing import ItemChange, compare, reasons_in, words_compared
from plon.plans.models import Commitment
from plon.plans.queries import load_plan
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import MANAGE

# What fits the column of a commitment's number.
MOST = 32_767


@login_required
def commitments(request: HttpRequest, project: str) -> HttpResponse:
    """All commitments, and how far the plan of today is from the newest."""
    found = get_project_for(request.user, project)
    known = list(commitments_of(found))
    newest, plan = newest_commitment(found), load_plan(found)
    since = compare(newest.content, content_of(plan)) if newest else None
    context = {
        **workspace_context(found, request.user, "plan"),
        "commitments": known[::-1],
        "newest": newest,
        "since": since,
        "is_empty": plan.is_empty,
    }
    return render(request, "plans/commitments.html", context)


@login_required
@take_once
def freeze(request: HttpRequest, project: str) -> HttpResponse:
    """Freeze the plan, after telling what that means."""
    found = get_project_for(request.user, project, MANAGE)
    newest, plan = newest_commitment(found), load_plan(found)
    first = {"occasion": "amendment" if newest else "application", "agreed_on": timezone.localdate()}
    form = FreezeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.freeze_plan(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Commitment %(number)s is frozen.") % {"number": made.number})
            return redirect("plans:commitment", project, made.number)
    content = content_of(plan)
    context = {
        **workspace_context(found, request.user, "plan"),
        "form": form,
        "newest": newest,
        "counts": [(title, len(content[key])) for key, title in SECTIONS.items() if content[key]],
        "remarks": check_plan(plan, get_language() or "en"),
        "is_empty": plan.is_empty,
    }
    return render(request, "plans/freeze.html", context)


@login_required
def commitment(request: HttpRequest, project: str, number: int) -> HttpResponse:
    """One commitment, readable; or as PDF or JSON (`?as=pdf`, `?as=json`)."""
    found = get_project_for(request.user, project)
    known = get_object_or_404(found.commitments.select_related("project"), number=min(number, MOST))
    wanted = request.GET.get("as", "")
    name = f"plon-{_file_word(found)}-{known.number}"
    if wanted == "json":
        return _download(canonical(known.content), "application/json", f"{name}.json")
    if wanted == "pdf":
        language = (get_language() or "en")[:2]
        return _download(commitment_document(known, language), "application/pdf", f"{name}-{language}.pdf")
    context = {
        **workspace_context(found, request.user, "plan"),
        "commitment": known,
        "promised": sections_of(known.content, get_language() or "en"),
        "earlier": known.number - 1,
        "is_intact": hash_of(known.content) == known.sha256,
    }
    return render(request, "plans/commitment.html", context)


def _file_word(project: Project) -> str:
    return (project.number_key or project.public_id).lower().replace("/", "-")[:60]


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
def comparison(request: HttpRequest, project: str) -> HttpResponse:
    """Two commitments, or one and the plan of today, side by side and in words."""
    found = get_project_for(request.user, project)
    known = {str(each.number): each for each in found.commitments.order_by("number")}
    if not known:
        raise Http404
    old = known.get(request.GET.get("from", "")) or next(iter(known.values()))
    new = known.get(request.GET.get("to", ""))
    after = new.content if new else content_of(load_plan(found))
    language = get_language() or "en"
    difference = compare(old.content, after)
    words = Words(language, old.content, after)
    reasons = reasons_in(found, old, new)
    context = {
        **workspace_context(found, request.user, "plan"),
        "old": old,
        "new": new,
        "choices": list(known.values()),
        "difference": difference,
        "in_words": _in_words(old.content, after),
        "added": [_named(each, words, reasons) for each in difference.added],
        "dropped": [_named(each, words, reasons) for each in difference.dropped],
        "changed": [
            {**_named(each, words, reasons), "rows": [_side_by_side(each, field, words) for field in each.fields]}
            for each in difference.changed
        ],
    }
    return render(request, "plans/comparison.html", context)


def _named(each: ItemChange, words: Words, reasons: dict[tuple[str, str], list[str]]) -> dict[str, Any]:
    return {
        "kind": KIND_NAMES[each.kind],
        "name": words.name_of(each.kind, each.new or each.old or {}),
        "reasons": reasons.get((each.kind, each.id), []),
    }


def _side_by_side(each: ItemChange, field: str, words: Words) -> tuple[str, str, str, list[Any]]:
    old = words.words_of(each.kind, field, (each.old or {}).get(field))
    new = words.words_of(each.kind, field, (each.new or {}).get(field))
    return words.label_of(field), old, new, words_compared(old, new)


def _in_words(old: Content, new: Content) -> list[tuple[Any, int, int, int]]:
    """Return (kind's name, added, dropped, changed) for each kind in which something differs."""
    difference = compare(old, new)
    counted = [Counter(each.kind for each in items) for items in
               (difference.added, difference.dropped, difference.changed)]  # fmt: skip
    return [
        (name, counted[0][kind], counted[1][kind], counted[2][kind])
        for kind, name in KIND_NAMES.items()
        if any(count[kind] for count in counted)
    ]


def verify(request: HttpRequest, commitment: str) -> HttpResponse:
    """Public: is a printed commitment the one that was frozen? Nothing of its content is shown."""
    known = get_object_or_404(Commitment.objects.select_related("project"), public_id=commitment)
    form = VerifyForm(request.POST or None, request.FILES or None) if request.method == "POST" else VerifyForm()
    verdict: bool | None = None
    if request.method == "POST" and form.is_valid():
        copy, typed = form.cleaned_data["copy"], form.cleaned_data["hash"]
        verdict = _is_same(known, copy, typed)
    context = {
        "commitment": known,
        "is_intact": hash_of(known.content) == known.sha256,
        "form": form,
        "verdict": verdict,
    }
    response = render(request, "plans/verify.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_same(known: Commitment, copy: object, typed: str) -> bool:
    if copy is not None:
        try:
            return isinstance(copy, dict) and hash_of(copy) == known.sha256
        except (TypeError, ValueError):
            return False
    return "".join(typed.split()).lower() == known.sha256
