"""The plan as a table: change many cells and save once, apply to ticked rows, paste from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.plans.actions.pasting import take_table
from plon.plans.actions.table import change_row, change_rows
from plon.plans.narrowing import filters_for, narrowing_of
from plon.plans.pasting import ReadTable, read_table, text_of_file
from plon.plans.presenting import Cards, Narrowing, labels_of
from plon.plans.queries import Plan, load_plan
from plon.plans.refusals import ChangedMeanwhile
from plon.plans.sheets import KINDS, columns_of, rows_of
from plon.plans.table_forms import ROWS, ApplyForm, PasteForm, RowForm, choices_for
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.promises import ReasonNeeded
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW

PER_PAGE = 50


def _kind_of(request: HttpRequest) -> str:
    wanted = request.GET.get("rows", "")
    return wanted if wanted in KINDS else KINDS[0]


@login_required
def table(request: HttpRequest, project: str) -> HttpResponse:
    """One kind of item, a row each. What is saved, is saved whole or not at all."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    kind, plan = _kind_of(request), load_plan(found)
    choices = choices_for(kind, plan)
    rows = _narrowed(plan, kind, narrowing_of(request, plan))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    posted = request.POST if request.method == "POST" else None
    is_applying = posted is not None and "apply" in posted
    forms = [ROWS[kind](None if is_applying else posted, item=item, choices=choices) for item in page]
    apply = ApplyForm(posted if is_applying else None, kind=kind, choices=choices)
    if posted is not None:
        done = _apply(request, plan, apply, kind) if is_applying else _save(request, plan, forms)
        if done:
            return redirect(request.get_full_path())
    context = {
        **_shared(request, found, plan, kind),
        "page": page,
        "forms": forms,
        "headings": [field.label for name, field in ROWS[kind].base_fields.items() if name in ROWS[kind].FIELDS],
        "apply": apply,
        "ticked": set(posted.getlist("row")) if posted is not None else set(),
        "needs_reason": any(getattr(form, "needs_reason", False) for form in forms) or bool(apply.errors.get("reason")),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "plans/table.html", context)


def _shared(request: HttpRequest, project: Project, plan: Plan, kind: str) -> dict[str, Any]:
    language = get_language() or "en"
    names = {"activities": _("Activities"), "groups": _("Target groups"), "indicators": _("Indicators")}
    return {
        **workspace_context(project, request.user, "plan"),
        "kind": kind,
        "kinds": [(key, names[key], len(rows_of(plan, key))) for key in KINDS],
        "narrowing": narrowing_of(request, plan),
        "filters": filters_for(plan, narrowing_of(request, plan), language),
        "new_kind": {"activities": "activity", "groups": "group", "indicators": "indicator"}[kind],
    }


def _narrowed(plan: Plan, kind: str, narrowing: Narrowing) -> list[Any]:
    cards = Cards(labels_of(plan), "en")
    make = {"activities": cards.activity, "groups": cards.group, "indicators": cards.indicator}[kind]
    return [item for item in rows_of(plan, kind) if not narrowing or narrowing.lets(make(item))]  # type: ignore[operator]  # each kind with its own


def _save(request: HttpRequest, plan: Plan, forms: list[RowForm]) -> bool:
    """Save the changed rows of the page; when one is refused, none is saved and each says why."""
    changed = [form for form in forms if form.has_changed() and _is_posted(form)]
    if not all([form.is_valid() for form in changed]):  # noqa: C419  every row shows its errors
        messages.error(request, _("Nothing was saved yet: look at the marked cells."))
        return False
    count, refused = 0, False
    with transaction.atomic():
        for form in changed:
            values = form.changes(plan)
            if values:
                refused = not _save_row(request, form, values) or refused
                count += 1
        if refused:
            transaction.set_rollback(True)
    if refused:
        messages.error(request, _("Nothing was saved yet: look at the marked cells."))
        return False
    messages.success(request, ngettext("%(count)s row saved.", "%(count)s rows saved.", count) % {"count": count})
    return True


def _is_posted(form: RowForm) -> bool:
    return form.add_prefix("version") in form.data


def _save_row(request: HttpRequest, form: RowForm, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            change_row(
                form.item, by=person_of(request), version=form.cleaned_data["version"],
                reason=request.POST.get("reason", "")[:1000], values=values,
            )  # fmt: skip
    except ChangedMeanwhile as refusal:
        theirs = "; ".join(f"{form.fields[name].label}: {form.initial.get(name) or '—'}" for name in values)
        form.add_error(None, f"{refusal} {_('Theirs:')} {theirs}")
        form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        form.data[form.add_prefix("version")] = str(form.item.version)  # type: ignore[index]  # as above
    except ReasonNeeded as refusal:
        form.needs_reason = True  # type: ignore[attr-defined]  # the page then asks for it
        form.add_error(None, str(refusal))
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


def _apply(request: HttpRequest, plan: Plan, apply: ApplyForm, kind: str) -> bool:
    ticked = set(request.POST.getlist("row"))
    rows = [item for item in rows_of(plan, kind) if item.public_id in ticked]
    if not apply.is_valid():
        return False
    values = apply.chosen(plan)
    if not rows or not values:
        apply.add_error(None, _("Tick rows, and choose what they get."))
        return False
    try:
        count = change_rows(rows, by=person_of(request), reason=apply.cleaned_data["reason"], values=values)
    except (DomainError, ValidationError) as refusal:
        show_refusal(apply, refusal)
        return False
    messages.success(request, ngettext("%(count)s row changed.", "%(count)s rows changed.", count) % {"count": count})
    return True


@login_required
def paste(request: HttpRequest, project: str) -> HttpResponse:
    """Take rows from a spreadsheet: first every row is shown with what becomes of it, then all are taken."""
    found = get_project_for(request.user, project, EDIT)
    kind, plan = _kind_of(request), load_plan(found)
    form = PasteForm(request.POST or None, request.FILES or None)
    read: ReadTable | None = None
    if request.method == "POST" and form.is_valid():
        try:
            text = _text_from(request, form)
            form.data = {**request.POST.dict(), "text": text}
            read = read_table(text, kind, plan, get_language() or "en")
            if "take" in request.POST and read.is_takeable:
                added, changed = take_table(found, read, by=person_of(request), reason=form.cleaned_data["reason"])
                told = {"added": added, "changed": changed}
                messages.success(request, _("Taken: %(added)s new, %(changed)s changed.") % told)
                return redirect(f"{reverse('plans:table', args=[project])}?rows={kind}")
        except (DomainError, ValidationError) as refusal:
            if isinstance(refusal, ReasonNeeded):
                show_refusal(form, refusal)
            else:
                form.add_error("text", words_of(refusal))
    context = {
        **_shared(request, found, plan, kind),
        "form": form,
        "read": read,
        "expected": [column.heading(get_language() or "en") for column in columns_of(kind) if column.key != "id"],
    }
    return render(request, "plans/paste.html", context)


def _text_from(request: HttpRequest, form: PasteForm) -> str:
    upload = form.cleaned_data.get("file")
    if upload:
        return text_of_file(upload.name, upload.read(6 * 1024 * 1024))
    return str(form.cleaned_data["text"])
