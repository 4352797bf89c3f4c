"""The form of one question, made for its kind, and that of a section."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plon.surveys.asking import choices_of
from plon.surveys.drafting.changing import before, shown_text
from plon.surveys.drafting.places import LONGEST
from plon.surveys.drafting.translating import with_text
from plon.surveys.enums import QuestionKind
from plon.surveys.question_rows import Row, options_of, rearranged, rows_in, rows_of
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire

CHOICES = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
STEPS = {QuestionKind.SCALE, QuestionKind.MATRIX}
OPEN = {QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.DATE}
DECIDING = {*CHOICES, QuestionKind.SCALE}


class QuestionForm(forms.Form):
    """One question in the base language. Which fields it has follows from its kind."""

    text = forms.CharField(
        label=_("What do you ask?"), max_length=LONGEST["question"], widget=forms.Textarea(attrs={"rows": 2})
    )
    hint = forms.CharField(label=_("A line of help below it"), max_length=LONGEST["hint"], required=False)
    kind = forms.ChoiceField(
        label=_("How many answers may people choose?"), widget=forms.RadioSelect,
        choices=((QuestionKind.SINGLE, _("one")), (QuestionKind.MULTIPLE, _("several"))),
    )  # fmt: skip
    lowest_step = forms.TypedChoiceField(label=_("From"), coerce=int, choices=[(0, "0"), (1, "1")])
    highest_step = forms.TypedChoiceField(label=_("To"), coerce=int, choices=[(n, str(n)) for n in range(2, 11)])
    low_end = forms.CharField(
        label=_("What the lowest step means"), max_length=LONGEST["end"], required=False,
        help_text=_("E.g. “not at all”."),
    )  # fmt: skip
    high_end = forms.CharField(
        label=_("What the highest step means"), max_length=LONGEST["end"], required=False,
        help_text=_("E.g. “fully”."),
    )  # fmt: skip
    lowest = forms.DecimalField(label=_("At least"), required=False, max_digits=15, decimal_places=3, localize=True)
    highest = forms.DecimalField(label=_("At most"), required=False, max_digits=15, decimal_places=3, localize=True)
    is_required = forms.BooleanField(
        label=_("People have to answer it"), required=False,
        help_text=_("Better few of these: who is pressed answers anything, or leaves."),
    )  # fmt: skip
    asks_person = forms.BooleanField(
        label=_("The answer may tell who somebody is"), required=False,
        help_text=_("Such as an e-mail address. It is erased with the names."),
    )  # fmt: skip
    section = forms.ChoiceField(label=_("In which section?"))
    depends_on = forms.ChoiceField(label=_("Ask it"), required=False)

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, kind: str, question: Question | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.question, self.of_kind = questionnaire, question, kind
        self.base = questionnaire.base
        for name in self._without():
            del self.fields[name]
        self._offer_sections()
        self.earlier = [each for each in before(questionnaire, question.key if question else "") if _decides(each)]
        self._offer_conditions()
        self.rows = {name: self._rows(name) for name in self.list_names}

    @property
    def list_names(self) -> tuple[str, ...]:
        """The names of its lists: answers of a choice, statements of a table."""
        if self.of_kind in CHOICES:
            return ("option",)
        return ("statement",) if self.of_kind == QuestionKind.MATRIX else ()

    def _without(self) -> list[str]:
        gone = [] if self.of_kind in CHOICES else ["kind"]
        gone += [] if self.of_kind in STEPS else ["lowest_step", "highest_step", "low_end", "high_end"]
        gone += [] if self.of_kind == QuestionKind.NUMBER else ["lowest", "highest"]
        gone += [] if self.of_kind in OPEN and not self.asked.is_anonymous else ["asks_person"]
        return gone + ([] if self.question is None and len(self.asked.sections) > 1 else ["section"])

    def _offer_sections(self) -> None:
        if "section" in self.fields:
            names = [
                (each.key, shown_text(self.asked, each.words) or gettext("Section %(number)s") % {"number": number})
                for number, each in enumerate(self.asked.sections, start=1)
            ]
            self._choices("section", names)

    def _offer_conditions(self) -> None:
        if not self.earlier:
            del self.fields["depends_on"]
            return
        words = gettext("only after certain answers to: %(question)s")
        told = [(each.key, words % {"question": shown_text(self.asked, each.words)}) for each in self.earlier]
        self._choices("depends_on", [("", gettext("of everybody")), *told])
        for each in self.earlier:
            self.fields[f"answers_{each.key}"] = forms.MultipleChoiceField(
                label=shown_text(self.asked, each.words), required=False, widget=forms.CheckboxSelectMultiple,
                choices=self._answers(each),
            )  # fmt: skip

    def _answers(self, question: Question) -> list[tuple[str, str]]:
        answers = choices_of(question)
        texts = {option.key: shown_text(self.asked, option.words) for option in question.options}
        if question.kind in STEPS and question.ends and answers:
            ends = ((answers[0], question.ends[0]), (answers[-1], question.ends[-1]))
            texts |= {answer: f"{answer}: {shown_text(self.asked, end.words)}" for answer, end in ends}
        return [(answer, texts.get(answer, answer)) for answer in answers]

    def _choices(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = choices

    def _rows(self, name: str) -> list[Row]:
        if not self.is_bound:
            return rows_of(self._saved(name), self.base)
        assert isinstance(self.data, QueryDict)  # noqa: S101  the views bind what a browser sent
        rows = rows_in(self.data, name)
        done = rearranged(rows, name, self.data.get("do", ""))
        return rows if done is None else done

    def _saved(self, name: str) -> tuple[Option, ...]:
        if self.question is None:
            return ()
        return self.question.options if name == "option" else self.question.statements

    @property
    def lists(self) -> list[tuple[str, list[Row]]]:
        """Its lists with their lines, for the page."""
        return [(name, self.rows[name]) for name in self.list_names]

    @property
    def answer_fields(self) -> list[tuple[str, forms.BoundField]]:
        """(key of an earlier question, field with its answers), for the page."""
        return [(each.key, self[f"answers_{each.key}"]) for each in self.earlier]

    @property
    def is_rearranging(self) -> bool:
        """Whether a button of a list was pressed, so that nothing is to be saved yet."""
        return any(str(self.data.get("do", "")).startswith(f"{name}-") for name in self.list_names)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_rearranging:
            # Nothing is to be saved yet, so nothing is wrong yet.
            self.errors.clear()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self._check_lists()
        low, high = data.get("low_end", ""), data.get("high_end", "")
        if bool(low) != bool(high):
            self.add_error("high_end" if low else "low_end", gettext("Name both ends of the scale or none."))
        least, most = data.get("lowest"), data.get("highest")
        if least is not None and most is not None and least > most:
            self.add_error("highest", gettext("It has to be at least as much as the number before."))
        on = data.get("depends_on")
        if on and not data.get(f"answers_{on}"):
            self.add_error(f"answers_{on}", gettext("Choose the answers after which it is asked."))
        return data

    def _check_lists(self) -> None:
        for name in self.list_names:
            texts = [row.text for row in self.rows[name] if row.text]
            if name == "option" and len(texts) < 2:
                self.add_error(None, gettext("Write at least two answers to choose from."))
            if name == "option" and len({text.casefold() for text in texts}) < len(texts):
                self.add_error(None, gettext("The same answer stands there twice."))
            if name == "statement" and not texts:
                self.add_error(None, gettext("Write at least one statement."))
            if any(len(text) > LONGEST[name] for text in texts):
                self.add_error(
                    None, gettext("One line has at most %(longest)s characters.") % {"longest": LONGEST[name]}
                )

    def as_question(self) -> Question:
        """Return the question that the form describes; new parts have no keys yet, old ones keep their translations."""
        data, old = self.cleaned_data, self.question or Question("", self.of_kind, {})
        kind = data.get("kind", self.of_kind)
        return replace(
            old,
            kind=kind,
            words=with_text(old.words, self.base, data["text"].strip()),
            hint=with_text(old.hint, self.base, data["hint"].strip()),
            is_required=data["is_required"],
            options=self._options("option", old.options),
            statements=self._options("statement", old.statements),
            lowest=_number(data.get("lowest_step", data.get("lowest"))),
            highest=_number(data.get("highest_step", data.get("highest"))),
            ends=self._ends(old),
            condition=self._condition(),
            asks_person=data.get("asks_person", False),
        )

    def _options(self, name: str, old: tuple[Option, ...]) -> tuple[Option, ...]:
        return options_of(self.rows[name], old, self.base) if name in self.rows else ()

    def _ends(self, old: Question) -> tuple[Option, ...]:
        texts = [self.cleaned_data.get("low_end", "").strip(), self.cleaned_data.get("high_end", "").strip()]
        if not all(texts):
            return ()
        known = old.ends if len(old.ends) == 2 else (Option("", {}), Option("", {}))
        return tuple(replace(end, words={**end.words, self.base: text}) for end, text in zip(known, texts, strict=True))

    def _condition(self) -> Condition | None:
        on = self.cleaned_data.get("depends_on")
        return Condition(on, frozenset(self.cleaned_data[f"answers_{on}"])) if on else None


def _decides(question: Question) -> bool:
    return question.kind in DECIDING


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def first_values(kind: str) -> dict[str, Any]:
    """Return what a new question begins with."""
    return {"kind": kind, "lowest_step": 1, "highest_step": 5}


def values_of(question: Question, base: str) -> dict[str, Any]:
    """Return what the form of a question shows."""
    ends = [end.words.get(base, "") for end in question.ends] or ["", ""]
    condition = question.condition
    values: dict[str, Any] = {
        "text": question.words.get(base, ""), "hint": question.hint.get(base, ""), "kind": question.kind,
        "is_required": question.is_required, "asks_person": question.asks_person,
        "lowest": question.lowest, "highest": question.highest, "low_end": ends[0], "high_end": ends[-1],
    }  # fmt: skip
    if question.kind in STEPS and question.lowest is not None and question.highest is not None:
        values |= {"lowest_step": int(question.lowest), "highest_step": int(question.highest)}
    if condition:
        values |= {"depends_on": condition.question, f"answers_{condition.question}": sorted(condition.answers)}
    return values


class SectionForm(forms.Form):
    """The title of a section and what is said at its beginning."""

    title = forms.CharField(label=_("Title of the section"), max_length=LONGEST["section"], required=False)
    intro = forms.CharField(
        label=_("What is said at its beginning"), max_length=LONGEST["section_intro"], required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
