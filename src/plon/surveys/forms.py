"""Forms of surveys as a whole: a new one, its settings, where it is copied to, a file that comes in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.programme.places import language_choices, language_name
from plon.projects.forms import DayField
from plon.projects.models import Project
from plon.surveys.banks import banks
from plon.surveys.definitions import LARGEST, Definition, read_definition
from plon.surveys.enums import SurveyKind
from plon.surveys.models import FEWEST, Survey
from plon.surveys.refusals import NotADefinition

ANONYMOUS, IDENTIFIED = "anonymous", "identified"
# To start from nothing.
EMPTY = "empty"
# What each means, said before anything is asked.
WHO = (
    (
        ANONYMOUS,
        _("Anonymous: answers can't be traced back to people, not even by you. So nobody can correct theirs or be "
          "asked again later."),
    ),
    (
        IDENTIFIED,
        _("With names: people may say who they are, and the team sees it with their answers. Needed if you want to "
          "ask the same people again by e-mail."),
    ),
)  # fmt: skip


def language_now() -> str:
    return (get_language() or "en")[:2]


def offered_languages(project: Project, *also: str) -> list[str]:
    """Return the languages to tick: those of the project, Polish, English, and what is chosen already."""
    return list(dict.fromkeys(["pl", "en", *(project.languages or []), *also]))


class LanguagesForm(forms.Form):
    """What forms with languages share: those of the project to tick, any other to choose."""

    languages = forms.MultipleChoiceField(
        label=_("In which other languages will you ask?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You translate side by side; people choose the language in which they answer."),
    )
    another_language = forms.ChoiceField(label=_("One more language"), required=False)

    def offer_languages(self, project: Project, *also: str, base: str = "") -> None:
        shown, reader = [each for each in offered_languages(project, *also) if each != base], language_now()
        self._choices("languages", [(code, language_name(code, reader)) for code in shown])
        rest = [choice for choice in language_choices(reader) if choice[0] not in {base, *shown}]
        self._choices("another_language", [("", "—"), *rest])

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = list(choices)

    def all_languages(self) -> list[str]:
        """Return the ticked languages and the one more, without the base one."""
        chosen = [*self.cleaned_data["languages"], self.cleaned_data["another_language"]]
        return [each for each in dict.fromkeys(chosen) if each and each != self.cleaned_data.get("base_language")]


class NewSurveyForm(LanguagesForm):
    """A new survey: from what it starts, who can be known, in which languages."""

    start = forms.ChoiceField(label=_("What do you start from?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("How do you call it among yourselves?"),
        max_length=200,
        help_text=_("E.g. “Workshop in Opole, May”. People who answer see the title, which you write later."),
    )
    who = forms.ChoiceField(
        label=_("Will it be known who answered?"), choices=WHO, widget=forms.RadioSelect,
        help_text=_("This can't be changed once people have been asked."),
    )  # fmt: skip
    has_pairs = forms.BooleanField(
        label=_("Compare the same people before and after"), required=False,
        help_text=_("Each person makes a code from things only they know. It joins both answers without a name."),
    )  # fmt: skip
    base_language = forms.ChoiceField(label=_("In which language will you write it?"))
    field_order = ("start", "name", "who", "has_pairs", "base_language", "languages", "another_language")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = language_now()
        ready = [
            (each.code, f"{each.name[reader_of(reader)]}: {each.about[reader_of(reader)]}")
            for each in banks()
            if each.survey
        ]
        self._choices("start", [*ready, (EMPTY, _("An empty survey"))])
        self._choices("base_language", language_choices(reader))
        self.offer_languages(project)

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": data["name"], "start": data["start"], "base_language": data["base_language"],
            "languages": self.all_languages(), "is_anonymous": data["who"] == ANONYMOUS,
            "has_pairs": data["has_pairs"],
            "kind": data["start"] if data["start"] in SurveyKind.values else SurveyKind.OTHER.value,
        }  # fmt: skip


def reader_of(language: str) -> str:
    """Return in which of their two languages the banks are shown."""
    return "pl" if language == "pl" else "en"


class SettingsForm(LanguagesForm):
    """The settings of a survey."""

    name = forms.CharField(label=_("How do you call it among yourselves?"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it about?"), choices=SurveyKind.choices)
    asked_by = forms.CharField(
        label=_("Who asks?"), max_length=200, required=False,
        help_text=_("The organisation that answers for the data, as people know it."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Whom can people ask about it?"), max_length=300, required=False,
        help_text=_("A name with an e-mail address or a telephone number."),
    )  # fmt: skip
    keep_until = DayField(
        label=_("Erase the answers on"), required=False,
        help_text=_("Names and texts go by this day; figures stay. Proposed from the programme's rule for evidence."),
    )  # fmt: skip
    smallest_group = forms.IntegerField(
        label=_("Show results from how many answers on?"), min_value=FEWEST, max_value=100,
        help_text=_("At least 5. In a class or a small office rather more: who knows the others could work out one."),
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Is it known who answered?"), choices=WHO, widget=forms.RadioSelect)
    has_pairs = forms.BooleanField(label=_("Compare the same people before and after"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, survey: Survey, is_fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_languages(survey.project, *survey.languages, base=survey.base_language)
        if is_fixed:
            del self.fields["who"]

    def values(self) -> dict[str, Any]:
        names = ("name", "kind", "asked_by", "contact", "keep_until", "smallest_group", "has_pairs")
        values = {name: self.cleaned_data[name] for name in names}
        values["languages"] = self.all_languages()
        if "who" in self.fields:
            values["is_anonymous"] = self.cleaned_data["who"] == ANONYMOUS
        return values


def settings_of(survey: Survey) -> dict[str, Any]:
    """Return what the form of a survey's settings shows."""
    names = ("name", "kind", "asked_by", "contact", "keep_until", "smallest_group", "has_pairs", "languages", "version")
    return {
        **{name: getattr(survey, name) for name in names},
        "who": ANONYMOUS if survey.is_anonymous else IDENTIFIED,
    }


class CopyForm(forms.Form):
    """Where a survey is copied to, and how the copy is called."""

    to = forms.ChoiceField(label=_("To which project?"))
    name = forms.CharField(label=_("How is the copy called?"), max_length=200)

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = [(each.public_id, str(each)) for each in projects]
        self.projects = {each.public_id: each for each in projects}

    def project(self) -> Project:
        return self.projects[self.cleaned_data["to"]]


class BringForm(forms.Form):
    """A file with a survey that was exported here or in another Plon."""

    file = forms.FileField(label=_("The file with the survey"), help_text=_("It ends in .json."))

    def clean_file(self) -> Definition:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large to be a survey."))
        try:
            return read_definition(file.read())
        except NotADefinition as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
