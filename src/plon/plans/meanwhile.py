"""Two people at one form: what they changed in different fields is kept; of one field, a person chooses."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from plon.plans.forms import shown

Sent = dict[str, list[str]]

# Not fields of the item.
_AROUND = {"version", "reason"}
# The name of the hidden field with what the form showed when it was opened.
SEEN = "seen"
_CHOICE = "choose_"


@dataclass(frozen=True)
class Choice:
    """A field that two people changed: both texts in words, and as a form sends them."""

    name: str
    label: str
    mine: str
    theirs: str
    mine_sent: str
    theirs_sent: str


def saved_as_sent(form: forms.Form) -> Sent:
    """Return what the form would send if nobody touched it: {field: values}, blank ones left out."""
    return {name: _as_sent(form, name) for name in form.fields if name not in _AROUND}


def _as_sent(form: forms.Form, name: str) -> list[str]:
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if value else []
    rendered = field.widget.format_value(value)
    return _tidy(rendered if isinstance(rendered, list | tuple) else [rendered])


def _tidy(values: Iterable[Any]) -> list[str]:
    return sorted(str(value).replace("\r\n", "\n").strip() for value in values if value not in (None, ""))


def _seen_in(data: QueryDict) -> Sent | None:
    """Return what the person saw; None if the form does not say, or says nonsense."""
    try:
        found = json.loads(data.get(SEEN, ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {str(name): _tidy(values) for name, values in found.items() if isinstance(values, list)}


def with_choices(data: QueryDict, form: forms.Form) -> QueryDict:
    """Return what was sent with their text in each field for which a person chose theirs."""
    chosen = [name for name in form.fields if data.get(_CHOICE + name) == "theirs"]
    if not chosen:
        return data
    mixed = data.copy()
    for name in chosen:
        mixed.setlist(name, _as_sent(form, name))
    return mixed


def bring_together(form: forms.Form, version: int) -> tuple[QueryDict, list[Choice]]:
    """Lay what one person sends upon what another saved meanwhile.

    Args:
        form: bound to what was sent, valid, its `initial` being what is saved now.
        version: the version that is saved now.

    Returns:
        What the form should hold: theirs where only they changed something, else mine; and the fields that both
        changed. Without a memory of what the person saw, every field that differs counts as changed by both.
    """
    assert isinstance(form.data, QueryDict)  # noqa: S101  the views bind what a browser sent
    seen, saved, mixed, choices = _seen_in(form.data), saved_as_sent(form), form.data.copy(), []
    for name, theirs in saved.items():
        mine = _tidy(form.data.getlist(name))
        if mine == theirs:
            continue
        before = None if seen is None else seen.get(name, [])
        if before is not None and mine == before:
            mixed.setlist(name, theirs)
        elif before is None or theirs != before:
            choices.append(_choice(form, name, mine, theirs))
    mixed["version"], mixed[SEEN] = str(version), json.dumps(saved)
    return mixed, choices


def _choice(form: forms.Form, name: str, mine: list[str], theirs: list[str]) -> Choice:
    cleaned = form.cleaned_data.get(name)
    if isinstance(cleaned, QuerySet):
        cleaned = list(cleaned)
    return Choice(
        name, _label(form, name), shown(form[name], cleaned), shown(form[name], form.initial.get(name)),
        json.dumps(mine), json.dumps(theirs),
    )  # fmt: skip


def _label(form: forms.Form, name: str) -> str:
    """Return the label of a field; the number of people says of which group."""
    group = form.fields.get(name.replace("people_", "reaches_")) if name.startswith("people_") else None
    label = str(form.fields[name].label)
    return f"{group.label}: {label}" if group else label
