"""Rows of the plan's table: what their cells show and send, and what a person changed in them."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from plon.plans.models import PlannedActivity
from plon.plans.presenting import Labels
from plon.plans.sheets import Row
from plon.plans.table_forms import ROWS, Choices, RowForm

Sent = dict[str, str]
LONGEST_TOLD = 300


def as_sent(item: Row, names: Sequence[str]) -> Sent:
    """Return the cells of a row as a browser sends them when nobody touches them."""
    return {name: _sent(getattr(item, name)) for name in names}


def _sent(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(number_format(value, use_l10n=True, force_grouping=False))
    return _tidy(str(getattr(value, "public_id", value)))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


@dataclass
class TypedRow:
    """One row of the table: what is saved, what a person typed, what became of it.

    Of each cell that was typed `mine` holds the text; of one that somebody else changed meanwhile `theirs` does too.
    """

    item: Row
    saved: Sent
    mine: Sent = field(default_factory=dict)
    theirs: Sent = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    is_ticked: bool = False

    @property
    def seen(self) -> str:
        return json.dumps(self.saved, ensure_ascii=False)

    def read(self, data: QueryDict) -> None:
        """Take up what was sent for this row: cells that differ from what the person saw are theirs to decide.

        Where somebody else saved the same cell meanwhile, nothing is decided, unless the person says whose text stays.
        """
        key = self.item.public_id
        seen = _seen_in(data.get(f"{key}-seen", ""))
        is_newer = data.get(f"{key}-version", "") != str(self.item.version)
        given_up = set(data.getlist(f"{key}-theirs"))
        for name, saved in self.saved.items():
            mine = _tidy(data.get(f"{key}-{name}", saved))
            before = seen.get(name) if seen is not None else None
            if mine in (saved, before) or name in given_up:
                continue
            self.mine[name] = mine
            if is_newer if before is None else before != saved:
                self.theirs[name] = saved

    def give(self, chosen: Sent) -> None:
        """Put chosen values into the cells, on top of what was typed there."""
        for name, value in chosen.items():
            self.theirs.pop(name, None)
            self.mine.pop(name, None)
            if value != self.saved[name]:
                self.mine[name] = value

    def check(self, kind: str, choices: dict[str, Choices]) -> RowForm:
        """Check what was typed; the form holds the clean values, `problems` what is wrong."""
        form = ROWS[kind](self.saved | self.mine, choices=choices)
        answerable = {*self.mine, "__all__"} | ({"end"} if "start" in self.mine else set())
        self.problems = {name: " ".join(map(str, told)) for name, told in form.errors.items() if name in answerable}
        return form


def _seen_in(sent: str) -> Mapping[str, str] | None:
    """Return what the page showed of a row; None if it does not say, or says nonsense."""
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        return None
    return {str(name): _tidy(str(value)) for name, value in found.items()} if isinstance(found, dict) else None


class Drawer:
    """Draws the cells of one kind of row. Choices are written once for all rows: a table has thousands of them."""

    def __init__(self, kind: str, choices: dict[str, Choices], *, is_editable: bool) -> None:
        self.fields: dict[str, forms.Field] = {name: ROWS[kind].base_fields[name] for name in ROWS[kind].FIELDS}
        self.is_editable = is_editable
        self.names: dict[str, dict[str, str]] = {}
        self._options: dict[str, str] = {}
        for name, each in self.fields.items():
            if isinstance(each, forms.ChoiceField):
                offered = choices.get(name, each.choices)
                pairs = [(str(value), str(label)) for value, label in offered]  # type: ignore[union-attr]  # pairs
                self.names[name] = dict(pairs)
                self._options[name] = "".join(
                    format_html('<option value="{}">{}</option>', value, label) for value, label in pairs
                )

    def cells(self, row: TypedRow) -> list[SafeString]:
        called = conditional_escape(str(row.item))
        return [self._cell(row, name, called) for name in self.fields]

    def words(self, row: TypedRow, name: str, sent: str) -> str:
        """Return in words what a cell holds."""
        if not sent:
            return "—"
        if name in self.names:
            return self.names[name].get(sent, sent)
        value = getattr(row.item, name)
        if isinstance(value, datetime.date) and sent == value.isoformat():
            return date_format(value, "SHORT_DATE_FORMAT")
        return sent[:LONGEST_TOLD]

    def _cell(self, row: TypedRow, name: str, called: str) -> SafeString:
        shown = row.mine.get(name, row.saved[name])
        if not self.is_editable:
            return format_html("<td>{}</td>", self.words(row, name, shown))
        key = f"{row.item.public_id}-{name}"
        marks = f'name="{key}" id="{key}" aria-label="{conditional_escape(str(self.fields[name].label))}: {called}"'
        marks += ' aria-invalid="true"' if name in row.problems or name in row.theirs else ""
        classes = "cell" + (" is-changed" if name in row.mine else "")
        return mark_safe(f'<td class="{classes}">{self._control(name, shown, marks)}</td>')

    def _control(self, name: str, shown: str, marks: str) -> str:
        each, value = self.fields[name], conditional_escape(shown)
        if name in self._options:
            options = self._options[name]
            if shown and shown not in self.names[name]:
                options += f'<option value="{value}">{value}</option>'
            here = f'value="{value}"'
            return f"<select {marks}>{options.replace(here, f'{here} selected', 1)}</select>"
        longest = f' maxlength="{each.max_length}"' if isinstance(each, forms.CharField) else ""
        if isinstance(each.widget, forms.Textarea):
            return f'<textarea {marks}{longest} rows="1">\n{value}</textarea>'
        kind = "date" if isinstance(each.widget, forms.DateInput) else "text"
        if kind == "date" and shown and len(shown) != len("2026-01-01"):
            kind = "text"
        mode = "decimal" if isinstance(each, forms.DecimalField) else "numeric"
        number = f' inputmode="{mode}"' if isinstance(each, forms.IntegerField) else ""
        return f'<input type="{kind}" {marks}{longest}{number} value="{value}">'


def shares(activity: PlannedActivity, labels: Labels) -> str:
    """Return in short what an activity shares with whom: "R1, R2 → G1: 60, G3"."""
    results = ", ".join(labels.of("result", result.pk) for result in activity.results.all())
    groups = ", ".join(
        labels.of("group", each.group_id) + (f": {number_format(each.people)}" if each.people is not None else "")
        for each in activity.reach.all()
    )
    return f"{results or '—'} → {groups or '—'}"
