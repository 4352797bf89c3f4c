from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.plans.forms import shown
from plon.plans.pasting import ReadTable
from plon.plans.sheets import Column
from plon.projects.models import Project

register = template.Library()


@register.filter
def named(code: str, names: Mapping[str, str]) -> str:
    """Return the name of a code of the rulebook; an unknown one is its own name."""
    return names.get(code, code)


VIEWS = (
    ("board", _("Board"), "plans:index"),
    ("table", _("Table"), "plans:table"),
    ("timeline", _("Timeline"), "plans:timeline"),
    ("matrix", _("Who wants what"), "plans:matrix"),
    ("coach", _("Coach"), "plans:coach"),
    ("commitment", _("Commitment"), "plans:commitments"),
)


@register.filter
def plan_views(project: Project) -> list[tuple[str, str, str]]:
    """Return (key, label, address) of the views of a project's plan."""
    return [(key, str(label), reverse(name, args=[project.public_id])) for key, label, name in VIEWS]


@register.inclusion_tag("plans/_exports.html", takes_context=True)
def plan_exports(context: dict[str, Any], project: Project, view: str) -> dict[str, Any]:
    """Links to a view as files; the filters of the page stay."""
    formats = (("xlsx", "XLSX"), ("pdf", "PDF"), ("png", "PNG"))
    return {"project": project, "view": view, "formats": formats, "query": context["request"].GET.urlencode()}


@register.filter
def cell_words(cell: BoundField) -> str:
    """Return what stands in a cell of the table, in words, for somebody who only reads."""
    return shown(cell, cell.initial)


@register.filter
def heading(column: Column) -> str:
    return column.heading(get_language() or "en")


@register.filter
def rows_that(read: ReadTable, what: str) -> int:
    """Return how many rows of a pasted table are "new", "change", "same" or "wrong"."""
    return read.count(what)
