"""What the room says on the project's overview."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.evaluation.enums import Reason
from plon.evaluation.figures import FigureBook, book_of
from plon.plans.models import Indicator
from plon.projects.models import Project
from plon.projects.overview import Reminder


def _book(project: Project) -> FigureBook | None:
    """Return the figures, read once per page although the overview asks three times; None without indicators."""
    known: dict[str, FigureBook | None] = project.__dict__.setdefault("_evaluation_book", {})
    if "book" not in known:
        has_some = Indicator.objects.filter(project=project).exists()
        known["book"] = book_of(project) if has_some else None
    return known["book"]


def remind_of_unfed(project: Project) -> Reminder | None:
    """Say which indicators nobody has fed for their period, and whom to ask; silent without any."""
    book = _book(project)
    unfed = [each for each in book.indicators if each.reason == Reason.UNFED] if book else []
    if not unfed:
        return None
    address = reverse("evaluation:index", args=[project.public_id])
    if len(unfed) == 1:
        first = unfed[0]
        text = _("Nobody has fed the indicator “%(name)s” for its period. Ask: %(who)s") % {
            "name": first.name, "who": first.asked.name or first.asked.organisation or "–",
        }  # fmt: skip
        return Reminder(text, reverse("evaluation:indicator", args=[project.public_id, first.id]), _("Feed it"))
    text = ngettext(
        "Nobody has fed %(n)s indicator for its period.", "Nobody has fed %(n)s indicators for their periods.",
        len(unfed),
    ) % {"n": len(unfed)}  # fmt: skip
    return Reminder(text, f"{address}?light=amber", _("See which, and whom to ask"))


def count_measured(project: Project) -> int:
    """Return how many indicators have a value or a statement."""
    book = _book(project)
    return sum(_is_told(each.value, each.statements) for each in book.indicators) if book else 0


def is_all_measured(project: Project) -> bool:
    book = _book(project)
    return book is not None and all(_is_told(each.value, each.statements) for each in book.indicators)


def _is_told(value: object, statements: object) -> bool:
    return value is not None or bool(statements)
