"""Say in words what an event changed."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from plon.history.models import Event

_LANGUAGES = ("pl", "en")


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


def changes_in_words(event: Event) -> list[Change]:
    """Return what an event changed, with the names that its fields have on the forms."""
    return [
        Change(_label(event.subject_type, name), _in_words(values[0]), _in_words(values[-1]))
        for name, values in event.changes.items()
        if isinstance(values, list) and values and not name.startswith("_")
    ]


def _label(subject_type: str, name: str) -> str:
    try:
        model = apps.get_model(subject_type)
    except (LookupError, ValueError):
        return name
    stem, _sep, language = name.rpartition("_")
    for candidate, suffix in ((name, ""), (stem, language)):
        try:
            field = model._meta.get_field(candidate)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field):
            text = str(field.verbose_name)
            return f"{text} ({suffix})" if suffix else text
    words = {
        "summary": _("summary"),
        "text": _("text"),
        "photos": _("photos"),
        "places": _("places"),
        "pieces": _("pieces"),
        "keep_until": _("to be kept until"),
        "materials": _("what you need at hand"),
        "quality_note": _("how you know that it is good"),
    }
    if name in words:
        return words[name]
    return words.get(stem, stem or name) + (f" ({language})" if stem else "")


def _in_words(value: object) -> str:
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return str(value.get("label", value))
    if isinstance(value, list):
        return ", ".join(_in_words(one) for one in value)
    if isinstance(value, str) and len(value) == len("2026-01-31"):
        try:
            day = parse_date(value)
        except ValueError:
            day = None
        return formats.date_format(day) if day else value
    return str(value)
