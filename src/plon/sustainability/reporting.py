"""How lasting each result is, as a table beside what was promised, done and proven."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.activities.ledger.beside import TableBeside, Value
from plon.projects.models import Project
from plon.sustainability.overview import Row, rows_of
from plon.sustainability.wording import RETIRES


def durability_table(project: Project) -> TableBeside | None:
    """Return a line per result: how it goes on, who keeps it, until when, how lasting; None without a use plan."""
    rows = rows_of(project, language=get_language() or "en", today=timezone.localdate())
    if not any(row.use for row in rows):
        return None
    return TableBeside(
        key="durability",
        title=_("How lasting the results are"),
        about=_("Plon counts it from facts that anybody can check: keeper, use plan, links, files, licence, reviews."),
        fields=("result", "use", "keeper", "until", "reviewed", "score", "durability"),
        headings=(_("Result"), _("How it goes on"), _("Keeper"), _("Until"), _("Last looked at"), _("Of 100"),
                  _("Durability")),
        lines=tuple(_line(row) for row in rows),
        widths=(3.2, 2.6, 1.9, 1.2, 1.2, 0.7, 1.1),
    )  # fmt: skip


def _line(row: Row) -> tuple[Value, ...]:
    looked = row.last_review.done_on if row.last_review else None
    until = row.use.until if row.use else None
    word = str(RETIRES) if row.retires else row.durability.word
    return (row.title, row.uses, row.keeper, until, looked, row.durability.score, word)
