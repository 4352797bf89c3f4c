"""A page of the wizard: rows that are kept all together, or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.plans.commitment import newest_commitment, promised_in
from plon.plans.examples import IndicatorExample
from plon.plans.forms import shown
from plon.plans.queries import Plan
from plon.plans.refusals import ChangedMeanwhile
from plon.plans.wizard import Offer
from plon.plans.wizard_forms import RowForm
from plon.projects.refusing import show_refusal

# More than this on one page is a table's work, and more fields than a form may send.
MOST_ROWS = 20


@dataclass(slots=True)
class Row:
    """One small form of a page: about an item that is there, or about a new one."""

    form: RowForm
    write: Callable[["Row", User], object]
    heading: str = ""
    note: str = ""
    item: Any = None
    offer: Offer | None = None
    ready: IndicatorExample | None = None
    # Counts although nobody touched it.
    is_always: bool = False
    theirs: list[tuple[str, str]] = field(default_factory=list)


class Page:
    """A step: its rows as they are shown, or as they were sent."""

    template: ClassVar[str] = ""

    def __init__(self, plan: Plan, *, language: str, data: QueryDict | None = None, asked: str = "") -> None:
        self.plan, self.project, self.language, self.data = plan, plan.project, language[:2], data
        self.asked = data.get("group", "") if data is not None else asked
        self.promised = promised_in(newest_commitment(plan.project))
        # Whether the page has to be looked at once more although it was kept.
        self.is_seen_again = False
        self.lost: list[str] = []
        self.rows: list[Row] = list(self.build())

    def build(self) -> Iterable[Row]:
        return ()

    def context(self) -> dict[str, object]:
        return {}

    def touched(self) -> list[Row]:
        return [row for row in self.rows if row.form.is_bound and (row.is_always or row.form.touched())]

    def refused(self) -> list[Row]:
        return [row for row in self.touched() if row.form.errors]

    def keep(self, by: User) -> int | None:
        """Write what was touched; return how many rows, or None if something was refused: then nothing is written."""
        rows = self.touched()
        unsound = [row for row in rows if not self._is_sound(row)]
        if unsound:
            return None
        with transaction.atomic():
            for row in rows:
                self.write(row, by)
            if any(row.form.errors for row in rows):
                transaction.set_rollback(True)
                return None
        return sum(not row.is_always for row in rows)

    def _is_sound(self, row: Row) -> bool:
        if not row.form.is_valid():
            return False
        if names := row.item and row.form.conflicts():
            self._show_theirs(row, names)
            return False
        return True

    def write(self, row: Row, by: User) -> None:
        try:
            row.write(row, by)
        except (DomainError, ValidationError) as refusal:
            show_refusal(row.form, refusal)

    def _show_theirs(self, row: Row, names: list[str]) -> None:
        form = row.form
        row.theirs = [
            (str(form[name].label), shown(form[name], form.get_initial_for_field(form.fields[name], name)))
            for name in names
        ]
        form.rebase()
        form.full_clean()
        show_refusal(form, ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again.")))

    def existing(self, items: Iterable[Any]) -> list[Any]:
        """Return the items of the page: those that were sent, or (to show) the first of all.

        What was sent about an item that is no longer there is told, never dropped in silence.
        """
        if self.data is None:
            return list(items)[:MOST_ROWS]
        known = {item.public_id: item for item in items}
        sent = list(dict.fromkeys(self.data.getlist("row")))
        for gone in (key for key in sent if key not in known):
            said = [value for name, values in self.data.lists() if name.startswith(f"{gone}-") for value in values
                    if not name.endswith("-was")]  # fmt: skip
            self.lost += ["; ".join(value for value in said if value.strip())[:500]] if any(said) else []
        return [known[key] for key in sent if key in known]

    def form(self, form_class: type[RowForm], prefix: str, initial: Mapping[str, Any], **more: Any) -> Any:
        return form_class(self.data, prefix=prefix, initial=dict(initial), **more)

    def is_promised(self, kind: str, public_id: str) -> bool:
        return (kind, public_id) in self.promised
