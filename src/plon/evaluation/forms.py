"""Forms of a value, of what takes it back, of a statement, of what feeds an indicator."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.activities.ledger.forms import MOST_OFFERED, EvidenceField
from plon.evaluation.enums import Counter, StatementKind
from plon.evaluation.models import DECIMALS, LONGEST_NOTE, LONGEST_STATEMENT
from plon.evaluation.sources.live import HIGHEST
from plon.evidence.models import Evidence
from plon.programme.places import language_choices
from plon.projects.forms import DayField
from plon.responses.notation import number_in

# Nobody writes a number longer than this; what is longer was pasted by mistake.
LONGEST_NUMBER = 60


class ValueField(forms.CharField):
    """One number as people of any country write it: 12,5 or 12.5, 1 200, 82 %."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        bare = written.removesuffix("%").strip() if len(written) <= LONGEST_NUMBER else ""
        number = number_in(bare, get_language() or "en") if bare else None
        if number is None:
            raise forms.ValidationError(_("Write one number, such as 120 or 12.5."))
        return kept_exactly(number)


def kept_exactly(number: Decimal) -> Decimal:
    """Return a number that a measurement holds as it is.

    Raises:
        ValidationError: it has more digits than can be kept exactly.
    """
    if abs(number) > HIGHEST:
        raise forms.ValidationError(_("This number is too large to be kept exactly: at most a trillion."))
    if number != round(number, DECIMALS):
        raise forms.ValidationError(_("At most three decimals are kept."))
    return number


class WithEvidence(forms.Form):
    """A form that offers the project's newest evidence, and takes any of it that its reader may see."""

    evidence = EvidenceField(
        label=_("Evidence"), queryset=Evidence.objects.none(), to_field_name="public_id",
        empty_label=pgettext_lazy("evidence", "none"), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, pieces: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, EvidenceField)  # noqa: S101  for the checker of types
        field.queryset = pieces
        offered = list(pieces[:MOST_OFFERED])
        field.choices = [
            ("", field.empty_label), *((piece.public_id, field.label_from_instance(piece)) for piece in offered)
        ]  # fmt: skip


class ValueForm(WithEvidence):
    """What was measured, as of when, what shows it, how it was measured."""

    value = ValueField(label=_("Value"), required=True)
    on = DayField(label=_("As of"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("How was it measured?"), max_length=LONGEST_NOTE, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("E.g. “counted from the sign-up sheets of the two autumn workshops”."),
    )  # fmt: skip
    field_order = ("value", "on", "evidence", "note")

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["value"].help_text = _("In: %(unit)s") % {"unit": unit}
        self.fields["evidence"].help_text = _("With evidence the value counts as proven.")


class WithdrawForm(forms.Form):
    """Why a value no longer counts."""

    reason = forms.CharField(
        label=_("Why does it no longer count?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The value stays to be read, with this reason."),
    )  # fmt: skip


class StatementForm(WithEvidence):
    """What somebody says, word by word, and who."""

    kind = forms.ChoiceField(label=_("What it is"), choices=StatementKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What it says"), max_length=LONGEST_STATEMENT, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("A quote word by word; of a document the passage that matters."),
    )  # fmt: skip
    said_by = forms.CharField(
        label=_("Who says it, or which document"), max_length=300,
        help_text=_("E.g. “a teacher of a rural school”: a name only if the person agreed."),
    )  # fmt: skip
    on = DayField(label=_("When"), required=False)
    language = forms.ChoiceField(label=_("In which language"), required=False)
    consent = forms.CharField(
        label=_("Who agreed that it is quoted"), max_length=300, required=False,
        help_text=_("E.g. “agreed by e-mail, 3 March”; empty for a public document."),
    )  # fmt: skip
    field_order = ("kind", "text", "said_by", "on", "language", "consent", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101  for the checker of types
        language.choices = [("", "—"), *language_choices(get_language() or "en")]


class CounterForm(forms.Form):
    """Which counter counts the indicator."""

    counter = forms.ChoiceField(label=_("Counter"), choices=Counter.choices, widget=forms.RadioSelect)


class QuestionForm(forms.Form):
    """Which question of a survey counts the indicator, and how: one choice says both."""

    way = forms.ChoiceField(label=_("Question, and how it is counted"))

    def __init__(self, *args: Any, ways: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the checker of types
        field.choices = [("", _("choose…")), *ways]
