"""Attach evidence to a promise itself: a result, an indicator, a use plan."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plon.activities.ledger.enums import Counting
from plon.activities.ledger.promises import Promise
from plon.evidence.models import Evidence

# More would make a list that nobody reads; searching narrows it.
MOST_OFFERED = 100
COUNTED = frozenset({Counting.VALUES, Counting.MEASURED})


class EvidenceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A piece of evidence by its public id; offers the newest, accepts any of the project."""

    def label_from_instance(self, obj: Any) -> str:
        told = [str(obj.get_kind_display()), date_format(obj.dated, "SHORT_DATE_FORMAT") if obj.dated else ""]
        if obj.value is not None:
            told.append(f"{obj.value.normalize():f} {obj.unit}".strip())
        return f"{obj} ({', '.join(part for part in told if part)})"


class ProveForm(forms.Form):
    """Which piece of evidence, and how much it proves where the promise counts something."""

    evidence = EvidenceField(
        label=_("Evidence"), queryset=Evidence.objects.none(), to_field_name="public_id", empty_label=_("choose…")
    )
    value = forms.DecimalField(
        label=_("How much it proves"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True
    )

    def __init__(self, *args: Any, promise: Promise, pieces: QuerySet[Evidence], find: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, EvidenceField)  # noqa: S101  for the checker of types
        field.queryset = pieces
        found = pieces.filter(title__icontains=find) if find else pieces
        offered = list(found[:MOST_OFFERED])
        self.has_offers = bool(offered)
        field.choices = [
            ("", field.empty_label), *((piece.public_id, field.label_from_instance(piece)) for piece in offered)
        ]  # fmt: skip
        if promise.counting not in COUNTED:
            del self.fields["value"]
        elif promise.counting == Counting.VALUES:
            self.fields["value"].help_text = _(
                "It is added to the proven number. Empty: the number of the figure is taken, if it is one."
            )
        else:
            self.fields["value"].help_text = _("The share or level that it shows, e.g. 82.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        piece = cleaned.get("evidence")
        if "value" in self.fields and cleaned.get("value") is None and piece is not None:
            cleaned["value"] = piece.value
        return cleaned
