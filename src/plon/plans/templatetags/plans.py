import contextlib
from collections.abc import Mapping

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

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
    shown = []
    for key, label, name in VIEWS:
        with contextlib.suppress(NoReverseMatch):
            shown.append((key, str(label), reverse(name, args=[project.public_id])))
    return shown
