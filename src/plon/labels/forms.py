from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.labels.actions.proposing import LONGEST_WHY, Judgement
from plon.labels.criteria import Criterion, criteria
from plon.labels.enums import Kind, Mark
from plon.labels.facts import facts_about
from plon.labels.models import Label
from plon.projects.models import Project
from plon.results.enums import ResultState


def _text(label: str | Any, *, most: int, rows: int = 3, required: bool = True, help_text: str | Any = "") -> Any:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form asks about one criterion."""

    criterion: Criterion
    name: str
    question: str
    fields: tuple[forms.BoundField, ...]


class ProposalForm(forms.Form):
    """A label for a project or one of its results: for each criterion a mark, a sentence and its grounds."""

    kind = forms.ChoiceField(label=_("Label"), choices=Kind.choices, initial=Kind.GOOD_PRACTICE)
    about = forms.ChoiceField(label=pgettext_lazy("labels", "For"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        published = project.results.filter(state=ResultState.PUBLISHED).prefetch_related("texts")
        self.results = {result.public_id: result for result in published}
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("the whole project")), *((key, one.title_in(language)) for key, one in self.results.items()),
        ]  # fmt: skip
        # Of the whole project; for one result the grounds are counted anew when it is proposed.
        known = facts_about(project)
        for criterion in criteria():
            self._ask(criterion, [(code, known[code].words) for code in criterion.facts if code in known])

    def _ask(self, criterion: Criterion, offered: list[tuple[str, str]]) -> None:
        code = criterion.code
        mark = forms.ChoiceField(label=_("Is it met?"), choices=[("", "—"), *Mark.choices])
        why = _text(_("Why, in a sentence"), most=LONGEST_WHY, rows=2)
        # The list of what is missing stands far from the criteria, whose fields are all called the same.
        words = {"criterion": criterion.name(get_language() or "pl")}
        mark.error_messages["required"] = _("“%(criterion)s” has no mark yet.") % words
        why.error_messages["required"] = _("“%(criterion)s” has no reason yet.") % words
        self.fields |= {f"mark_{code}": mark, f"why_{code}": why}
        if offered:
            self.fields[f"rests_{code}"] = forms.MultipleChoiceField(
                label=_("It rests on"), choices=offered, required=False, widget=forms.CheckboxSelectMultiple
            )

    def asked(self) -> Iterator[Asked]:
        """Yield the criteria with their fields, for the page."""
        language = get_language() or "pl"
        for criterion in criteria():
            names = (f"{part}_{criterion.code}" for part in ("mark", "why", "rests"))
            fields = tuple(self[name] for name in names if name in self.fields)
            yield Asked(criterion, criterion.name(language), criterion.question(language), fields)

    def judgements(self) -> dict[str, Judgement]:
        """Return what was said, by criterion; of a form that is valid."""
        told = self.cleaned_data
        return {
            each.code: Judgement(
                told[f"mark_{each.code}"], told[f"why_{each.code}"], told.get(f"rests_{each.code}", ())
            )
            for each in criteria()
        }


class OpinionForm(forms.Form):
    supports = forms.ChoiceField(
        label=_("Does the proposal hold?"), choices=[("yes", _("yes, give it")), ("no", _("no, don’t give it"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = _text(_("Why"), most=2000, rows=4, help_text=_("Colleagues of the office read it."))


class DecisionForm(forms.Form):
    """Give or decline; the texts are public if it is given."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("give", _("give the label")), ("decline", _("decline"))],
        widget=forms.RadioSelect,
    )
    reason_pl = _text(_("Reasons in Polish"), most=2000, rows=4)
    reason_en = _text(
        _("Reasons in English"), most=2000, rows=4,
        help_text=_("Of a label that is given, everybody reads both. To decline, one language is enough: it stays in "
                    "the office."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reason_pl", "reason_en"):
            self.fields[name].error_messages["required"] = _("Everybody reads the reasons, in both languages.")
            # To decline, one language is enough.
            self.fields[name].required = not self.is_bound or self.data.get("verdict") == "give"

    def clean(self) -> dict[str, Any]:
        """Ask for a reason, in one of the languages at least."""
        told: dict[str, Any] = self.cleaned_data
        if not self.errors and not any(told[name].strip() for name in ("reason_pl", "reason_en")):
            self.add_error("reason_pl", _("Write why, in one of the languages."))
        return told


class WithdrawForm(forms.Form):
    reason = _text(_("Why it is withdrawn"), most=2000, rows=4, help_text=_("The coordinator gets it in a letter."))


class ListForm(forms.Form):
    name = forms.CharField(label=_("Competition"), max_length=200, help_text=_("For example: EITA 2027."))
    note = _text(_("Note for the office"), most=2000, rows=3, required=False)


class NomineeForm(forms.Form):
    label = forms.ChoiceField(label=_("Labelled project or result"))

    def __init__(self, *args: Any, labels: list[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = {label.public_id: label for label in labels}
        self.fields["label"].choices = [(key, str(label)) for key, label in self.labels.items()]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    note = _text(_("Note"), most=1000, rows=2, required=False)
