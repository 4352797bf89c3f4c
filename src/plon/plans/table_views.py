"""The plan as a table: change many cells and save once, apply to ticked rows, paste from a spreadsheet."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.plans.actions.pasting import take_table
from plon.plans.actions.table import change_row
from plon.plans.commitment import newest_commitment, promised_in
from plon.plans.models import PlannedActivity
from plon.plans.narrowing import filters_for, narrowed_rows, narrowing_of
from plon.plans.pasting import ReadTable, read_table, text_of_file
from plon.plans.presenting import labels_of
from plon.plans.queries import Plan, load_plan
from plon.plans.sheets import KINDS, columns_of, rows_of
from plon.plans.table_forms import ROWS, ApplyForm, Choices, PasteForm, choices_for
from plon.plans.table_rows import Drawer, TypedRow, as_sent, shares
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.promises import ReasonNeeded
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW

PER_PAGE = 50
ONE_OF = {"activities": "activity", "groups": "group", "indicators": "indicator"}
FILTERS = {"activities": ("partner", "phase", "result", "group"), "groups": ("group",), "indicators": ("result",)}


def _kind_of(request: HttpRequest) -> str:
    wanted = request.GET.get("rows", "")
    return wanted if wanted in KINDS else KINDS[0]


@login_required
def table(request: HttpRequest, project: str) -> HttpResponse:
    """One kind of item, a row each. What is saved, is saved whole or not at all."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    kind, plan = _kind_of(request), load_plan(found)
    choices = choices_for(kind, plan)
    page = Paginator(narrowed_rows(plan, kind, narrowing_of(request, plan)), PER_PAGE).get_page(request.GET.get("page"))
    is_applying = request.method == "POST" and "apply" in request.POST
    apply = ApplyForm(request.POST if is_applying else None, kind=kind, choices=choices)
    rows = [TypedRow(item, as_sent(item, ROWS[kind].FIELDS)) for item in page]
    if request.method == "POST":
        typed = _typed_rows(request, plan, kind)
        if _save(request, plan, kind, typed, choices, apply if is_applying else None):
            return redirect(request.get_full_path())
        rows = typed or rows
    drawn = _drawn(rows, kind, plan, choices, is_editable=request.user.has_perm(EDIT, found))
    context = {
        **_shared(request, found, plan, kind),
        "page": page,
        "page_query": _query_without_page(request),
        "rows": drawn,
        "asks_reason": any(each.is_promised for each in drawn),
        "headings": [field.label for name, field in ROWS[kind].base_fields.items() if name in ROWS[kind].FIELDS],
        "apply": apply,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "plans/table.html", context)


@dataclass(frozen=True)
class DrawnRow:
    """A row as the template shows it; `told` are (label, problem), `theirs` (field, label, their text in words)."""

    row: TypedRow
    label: str
    path: str
    shares: str
    cells: list[SafeString]
    told: list[tuple[str, str]]
    theirs: list[tuple[str, str, str]]
    is_promised: bool


def _drawn(
    rows: list[TypedRow], kind: str, plan: Plan, choices: dict[str, Choices], *, is_editable: bool
) -> list[DrawnRow]:
    drawer, labels, one = Drawer(kind, choices, is_editable=is_editable), labels_of(plan), ONE_OF[kind]
    promised = promised_in(newest_commitment(plan.project))
    drawn = []
    for row in rows:
        item = row.item
        named = {name: str(each.label) for name, each in drawer.fields.items()}
        drawn.append(DrawnRow(
            row, labels.of(one, item.pk), reverse("plans:change", args=[plan.project.public_id, one, item.public_id]),
            shares(item, labels) if isinstance(item, PlannedActivity) else "", drawer.cells(row),
            [(named.get(name, ""), problem) for name, problem in row.problems.items()],
            [(name, named[name], drawer.words(row, name, theirs)) for name, theirs in row.theirs.items()],
            (one, item.public_id) in promised,
        ))  # fmt: skip
    return drawn


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""


def _shared(request: HttpRequest, project: Project, plan: Plan, kind: str) -> dict[str, Any]:
    narrowing = narrowing_of(request, plan)
    names = {"activities": _("Activities"), "groups": _("Target groups"), "indicators": _("Indicators")}
    filters = filters_for(plan, narrowing, get_language() or "en")
    return {
        **workspace_context(project, request.user, "plan"),
        "kind": kind,
        "kinds": [(key, names[key], len(rows_of(plan, key))) for key in KINDS],
        "narrowing": narrowing,
        "filters": [each for each in filters if each[0] in FILTERS[kind]],
        "new_kind": ONE_OF[kind],
    }


def _typed_rows(request: HttpRequest, plan: Plan, kind: str) -> list[TypedRow]:
    """Return the rows that were sent, in the plan's order, with what was typed; tell what rows are gone."""
    ticked = set(request.POST.getlist("row"))
    sent = {key.removesuffix("-version") for key in request.POST if key.endswith("-version")} | ticked
    rows = []
    for item in rows_of(plan, kind):
        if item.public_id in sent:
            row = TypedRow(item, as_sent(item, ROWS[kind].FIELDS), is_ticked=item.public_id in ticked)
            row.read(request.POST)
            rows.append(row)
    for gone in sorted(sent - {row.item.public_id for row in rows})[:PER_PAGE]:
        texts = [request.POST.get(f"{gone}-{name}", "")[:300] for name in ROWS[kind].FIELDS]
        if typed := "; ".join(text for text in texts if text):
            told = _("A row was taken out of the plan meanwhile, it was not saved. In it stood: %(text)s")
            messages.warning(request, told % {"text": typed})
    return rows


def _save(
    request: HttpRequest, plan: Plan, kind: str, rows: list[TypedRow], choices: dict[str, Choices],
    apply: ApplyForm | None,
) -> bool:  # fmt: skip
    """Save what was typed, and what the ticked rows get; when one row is refused, none is saved and each says why."""
    if apply and not _apply(apply, rows):
        return False
    touched = [row for row in rows if row.mine]
    forms = [(row, row.check(kind, choices)) for row in touched]
    if not any(row.problems or row.theirs for row in touched):
        with transaction.atomic():
            for row, form in forms:
                _save_row(request, row, form.values(row.mine, plan))
            if any(row.problems for row in touched):
                transaction.set_rollback(True)
    if any(row.problems or row.theirs for row in touched):
        messages.error(request, _("Nothing was saved yet: look at the marked cells."))
        return False
    if touched:
        count = len(touched)
        messages.success(request, ngettext("%(count)s row saved.", "%(count)s rows saved.", count) % {"count": count})
    else:
        messages.info(request, _("Nothing was changed, so nothing was saved."))
    return True


def _apply(apply: ApplyForm, rows: list[TypedRow]) -> bool:
    """Put what was chosen into the ticked rows, on top of what was typed there."""
    ticked = [row for row in rows if row.is_ticked]
    if not apply.is_valid():
        return False
    chosen = apply.chosen()
    if not ticked or not chosen:
        apply.add_error(None, _("Tick rows, and choose what they get."))
        return False
    for row in ticked:
        row.give(chosen)
    return True


def _save_row(request: HttpRequest, row: TypedRow, values: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            change_row(
                row.item, by=person_of(request), version=row.item.version, reason=request.POST.get("reason", "")[:1000],
                values=values,
            )  # fmt: skip
    except DomainError as refusal:
        row.problems["__all__"] = str(refusal)
    except ValidationError as refusal:
        row.problems["__all__"] = words_of(refusal)


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
