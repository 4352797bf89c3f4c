"""Forms of a result."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.programme.codelists import codelist
from plon.programme.places import language_choices, language_name
from plon.projects.forms import DayField, ReasonField
from plon.projects.models import WorkPackage
from plon.projects.promises import is_promised
from plon.results.actions import RECORD_FIELDS, TEXT_FIELDS
from plon.results.enums import LinkKind
from plon.results.models import Result, ResultText
from plon.results.presenting import licence_choices
from plon.results.seeing import SeenForm

FIRST_LANGUAGES = ("pl", "en")
_ROWS = {"summary": 6, "problem": 3, "audience": 3, "how_to_use": 4, "needs": 3}
_HELP = {
    "title": _("As people would call it, without the project's name."),
    "summary": _("What it is and what is in it. You may use **bold**, lists and [links](https://…)."),
    "problem": _("What was hard before, and is easier with it?"),
    "audience": _("Who can use it tomorrow? Age, subject, kind of organisation."),
    "how_to_use": _("The first three steps of somebody who has never seen it."),
    "needs": _("Time, people, room, equipment."),
}


class DefineForm(forms.Form):
    """Enough to begin with: a name and what kind of thing it is."""

    title = forms.CharField(
        label=_("What will there be?"), max_length=300, help_text=_("E.g. “Twelve lessons by the water”.")
    )
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect, initial="tangible")
    language = forms.ChoiceField(
        label=_("In which language do you write this?"), choices=[("pl", "polski"), ("en", "English")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = [
            (term.code, f"{term.name(language)}: {term.explanation(language)}") for term in codelist("result_kinds")
        ]


class ResultForm(SeenForm):
    """All of a result but its files, in one form that saves itself field by field."""

    kind = forms.ChoiceField(label=_("Kind"))
    category = forms.ChoiceField(label=_("Category"), required=False, help_text=_("As on the EU results platform."))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the result"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Other languages appear here once they are in the project's settings."),
    )
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    responsible = forms.ModelChoiceField(
        label=_("Responsible partner"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    work_package = forms.ModelChoiceField(
        label=_("Work package"), queryset=WorkPackage.objects.none(), required=False, empty_label="—"
    )
    planned_for = DayField(label=_("Planned for"), required=False)
    ready_on = DayField(label=_("Ready on"), required=False)
    carries_emblem = forms.BooleanField(
        label=_("The result carries the EU emblem and the funding statement"), required=False
    )
    carries_licence_notice = forms.BooleanField(label=_("The result carries its licence notice"), required=False)
    cover_alt = forms.CharField(
        label=_("What the cover shows"),
        max_length=300,
        required=False,
        help_text=_("For people who don't see it: “Pupils measure the temperature of a river.”"),
    )
    reason = ReasonField()

    def __init__(self, *args: Any, result: Result, languages: tuple[str, ...], **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(result))
        super().__init__(*args, **kwargs)
        self.result = result
        self.text_languages = languages
        language = get_language() or "en"
        project = result.project
        if not is_promised(project.pk, "result", result.public_id):
            del self.fields["reason"]
        offered = list(dict.fromkeys([*FIRST_LANGUAGES, *project.languages, *result.languages]))
        self._offer("kind", codelist("result_kinds").choices(language))
        self._offer("category", [("", "—"), *codelist("result_categories").choices(language)])
        self._offer("languages", [(code, language_name(code, language)) for code in offered])
        self.fields["licence"].choices = licence_choices(language)  # type: ignore[attr-defined]  # a ChoiceField
        self._choose_from("responsible", Organisation.objects.filter(partnerships__project=project))
        self._choose_from("work_package", WorkPackage.objects.filter(project=project))
        for code in languages:
            self._add_texts(code)
        self.note_what_is_shown()

    def rebased(self, names: list[str]) -> "ResultForm":
        """Return the form over the record as it is now, with the person's own words in the fields `names`."""
        fresh = Result.objects.select_related("project", "responsible").get(pk=self.result.pk)
        form = ResultForm(result=fresh, languages=self.text_languages)
        shown = {name: form[name].initial for name in form.fields}
        form.data = {**shown, **{name: self[name].data for name in names}}
        form.is_bound = True
        return form

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = choices

    def _choose_from(self, name: str, rows: models.QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = rows

    def _add_texts(self, language: str) -> None:
        for name in TEXT_FIELDS:
            model_field = ResultText._meta.get_field(name)
            assert isinstance(model_field, models.CharField | models.TextField)  # noqa: S101  tells mypy which field it is
            rows = _ROWS.get(name)
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=str(model_field.verbose_name).capitalize(),
                help_text=_HELP[name],
                max_length=model_field.max_length,
                required=False,
                widget=forms.Textarea(attrs={"rows": rows, "lang": language})
                if rows
                else forms.TextInput(attrs={"lang": language}),
            )

    def texts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return (code, name of the language, fields) for each language written in."""
        shown = get_language() or "en"
        return [
            (code, language_name(code, shown), [self[f"{name}_{code}"] for name in TEXT_FIELDS])
            for code in self.text_languages
        ]

    def values(self, names: list[str] | None = None) -> dict[str, Any]:
        """Return the cleaned values of the fields that may be written, of `names` only if given."""
        known = {*RECORD_FIELDS, *(f"{name}_{code}" for name in TEXT_FIELDS for code in self.text_languages)}
        wanted = known if names is None else known & set(names)
        return {name: value for name, value in self.cleaned_data.items() if name in wanted}


def initial_of(result: Result) -> dict[str, Any]:
    """Return what `ResultForm` shows of a result."""
    initial = {name: getattr(result, name) for name in RECORD_FIELDS}
    initial |= {"responsible": result.responsible_id, "work_package": result.work_package_id}
    for text in result.texts.all():
        initial |= {f"{name}_{text.language}": getattr(text, name) for name in TEXT_FIELDS}
    return {**initial, "version": result.version}


def languages_of(result: Result, added: str = "") -> tuple[str, ...]:
    """Return in which languages the texts are written: Polish, English, those there are, and one just added."""
    known = {code for code, _name in language_choices("en")}
    written = [text.language for text in result.texts.all()]
    wanted = [*FIRST_LANGUAGES, *written, added]
    return tuple(code for code in dict.fromkeys(wanted) if code in known)


class _OfResult(forms.Form):
    """A form about a part of a result, offering the languages that the project works in."""

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result = result
        shown = get_language() or "en"
        known = dict(language_choices(shown))
        likely = [*FIRST_LANGUAGES, *result.project.languages, *result.languages]
        first = [(code, known[code]) for code in dict.fromkeys(likely) if code in known]
        rest = [(code, name) for code, name in known.items() if (code, name) not in first]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = [
            ("", _("none or several")),
            (_("Languages of the project"), first),
            (_("Other languages"), rest),
        ]


class _OfVersion(_OfResult):
    """A file, which may be a newer version of another one: only then is it asked what changed."""

    change_note = forms.CharField(
        label=_("What changed in this version"),
        max_length=300,
        required=False,
        help_text=_("Visitors read it beside the file. E.g. “Two new worksheets, mistakes on page 4 mended”."),
    )

    def __init__(self, *args: Any, is_newer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_newer:
            del self.fields["change_note"]


class FileForm(_OfVersion):
    file = forms.FileField(label=_("File"))
    title = forms.CharField(
        label=_("What it is"), max_length=200, required=False, help_text=_("E.g. “Worksheets for the pupils”.")
    )
    language = forms.ChoiceField(label=_("Language of the file"), required=False)
    is_accessible = forms.BooleanField(
        label=_("Made accessible: headings, alternative texts, captions"), required=False
    )
    field_order = ("file", "change_note")


class FileDetailsForm(_OfVersion):
    title = forms.CharField(
        label=_("What it is"), max_length=200, required=False, help_text=_("E.g. “Worksheets for the pupils”.")
    )
    language = forms.ChoiceField(label=_("Language of the file"), required=False)
    is_editable = forms.BooleanField(label=_("Others can edit it (a document, not only a PDF)"), required=False)
    is_accessible = forms.BooleanField(
        label=_("Made accessible: headings, alternative texts, captions"), required=False
    )


class LinkForm(_OfResult):
    url = forms.CharField(label=_("Address"), max_length=1000, widget=forms.TextInput(attrs={"inputmode": "url"}))
    title = forms.CharField(label=_("What is there"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=LinkKind.choices, initial=LinkKind.RESULT)
    language = forms.ChoiceField(label=_("Language of what is there"), required=False)


class CoverForm(forms.Form):
    cover = forms.FileField(label=_("Picture (JPEG, PNG or WebP)"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    alt = forms.CharField(
        label=_("What it shows"),
        max_length=300,
        help_text=_("For people who don't see it: “Pupils measure the temperature of a river.”"),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it withdrawn? (visitors read it)"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeleteForm(forms.Form):
    """What deleting a promised result asks."""

    reason = ReasonField(required=True)
