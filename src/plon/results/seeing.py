"""What a person's page showed, so that two people at once never write over each other unseen."""

import datetime
import hashlib
import json

from django import forms
from django.http import HttpRequest


class SeenForm(forms.Form):
    """A form that remembers what it showed: only fields in which the person wrote are changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def note_what_is_shown(self) -> None:
        """Put a fingerprint of each field into the page; called when all fields stand."""
        self.initial["seen"] = json.dumps({name: print_of(self.get_initial_for_field(self.fields[name], name))
                                           for name in self._written()})  # fmt: skip

    def _written(self) -> list[str]:
        return [name for name in self.fields if name not in {"version", "seen", "reason"}]

    def touched(self) -> list[str]:
        """Return the fields in which the person wrote: those that differ from what their page showed.

        What the record holds now would be the wrong measure: somebody else may have saved meanwhile.
        """
        try:
            seen = json.loads(self.data.get("seen") or "")
        except ValueError:
            return self._written()
        if not isinstance(seen, dict):
            return self._written()
        return [name for name in self._written() if print_of(self[name].data) != seen.get(name)]

    def lock(self) -> None:
        """Show the fields to somebody who may only read."""
        for field in self.fields.values():
            field.disabled = True


def print_of(value: object) -> str:
    """Return a fingerprint of a field's content, the same for the record's value and what a browser sends of it."""
    if isinstance(value, list | tuple):
        value = "|".join(sorted(str(each) for each in value))
    if isinstance(value, datetime.date):
        value = value.isoformat()
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def version_seen(request: HttpRequest) -> int | None:
    """Return the version that the page showed."""
    raw = request.POST.get("version", "")
    return int(raw) if raw.isdecimal() and len(raw) < 10 else None


def bases_seen(request: HttpRequest) -> dict[str, int]:
    """Return for each field which version the page had seen of it (see autosave.js)."""
    try:
        bases = json.loads(request.POST.get("bases") or "{}")
    except ValueError:
        return {}
    return {str(k): v for k, v in bases.items() if isinstance(v, int)} if isinstance(bases, dict) else {}
