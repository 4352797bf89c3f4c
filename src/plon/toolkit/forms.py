"""Forms of the toolkit. A tool's form is built from what the tool takes: a new tool needs no form of its own."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.evidence.models import Evidence
from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.results.models import Result
from plon.toolkit.choices import Choices
from plon.toolkit.content import Chosen
from plon.toolkit.enums import Theme
from plon.toolkit.facts import Facts
from plon.toolkit.labels import (
    LONG,
    MOMENTS,
    PERSONAL,
    PERSONAL_FIELDS,
    WRITTEN_FROM_MOMENTS,
    field_label,
    text_label,
    tool_name,
)
from plon.toolkit.models import Material, ToolkitLook
from plon.typeset.tools import table
from plon.typeset.tools.hashtags import suggest_hashtags
from plon.typeset.tools.tool import Tool

LONGEST_TEXT, LONGEST_FIELD, LONGEST_NAMES = 3000, 400, 20_000
NO_PICTURE, COVER = "none", "cover"


class ColourInput(forms.ColorInput):
    """A colour field always holds a colour, so HTML knows no required ones."""

    def use_required_attribute(self, initial: object) -> bool:
        return False


class LookForm(forms.Form):
    """Theme, colour, and what all tools carry."""

    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)
    accent = forms.RegexField(
        r"(?i)^#[0-9a-f]{6}$",
        label=_("Colour of the project"),
        widget=ColourInput,
        error_messages={"invalid": _("Write the colour as # and six digits, such as #1f5a3f.")},
    )
    contact = forms.CharField(
        label=_("Whom to ask"), max_length=200, required=False,
        help_text=_("Stands on every tool: a name, an e-mail, a telephone of the office. E.g. “rzeka@szkola.pl”."),
    )  # fmt: skip
    hashtags = forms.CharField(
        label=_("Hashtags"), max_length=200, required=False,
        help_text=_("For posts, with spaces between. E.g. “#ErasmusPlus #ZywaRzeka”."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, look: ToolkitLook) -> dict[str, Any]:
        """Return what the form begins with; who has no look yet is offered hashtags of the project's topics."""
        initial = {name: getattr(look, name) for name in cls.base_fields}
        if look._state.adding:
            topics = (codelist("topics").name(topic, get_language() or "en") for topic in look.project.topics[:3])
            initial["hashtags"] = suggest_hashtags(topics)
        return initial


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo of the project"), help_text=_("PNG, JPEG or WebP, at most 2 MB; best without background.")
    )


def language_options(facts: Facts) -> list[tuple[str, str]]:
    """Return (code, name) of the languages in which a project's tools can be, in the reader's language."""
    reader = get_language() or "en"
    return [(code, language_name(code, reader)) for code in facts.languages]


def result_options(facts: Facts) -> list[tuple[str, str]]:
    """Return (public id, title) of the project's results, in the reader's language where it is written."""
    reader = get_language() or "en"
    return [(result.public_id, result.title_in(reader)) for result in facts.results.values()]


class ToolForm(forms.Form):
    """One tool: of which results, for whom, in which language, with which words and picture."""

    title = forms.CharField(label=_("Name in your list"), max_length=200)
    results = forms.MultipleChoiceField(label=_("Results"), widget=forms.CheckboxSelectMultiple)
    group = forms.ChoiceField(label=_("For whom"), required=False)
    language = forms.ChoiceField(label=_("Language"))
    picture = forms.ChoiceField(label=_("Picture"), required=False, widget=forms.RadioSelect)
    # What was rewritten in other languages, carried along while the form is open.
    elsewhere = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        tool: Tool,
        facts: Facts,
        photos: Iterable[Evidence],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.tool, self.facts = tool, facts
        self.photos = {photo.public_id: photo for photo in photos}
        super().__init__(data, initial=dict(initial or {}))
        self._offer()
        if not tool.shows_photo:
            del self.fields["picture"]
        for key in tool.texts:
            self.fields[f"text_{key}"] = _text_field(key)
            self.fields[f"begun_{key}"] = forms.CharField(
                required=False, strip=False, widget=forms.HiddenInput, max_length=LONGEST_TEXT * 3
            )
        for key in self.own_fields:
            self.fields[f"field_{key}"] = _own_field(key)
        if "hashtags" in self.own_fields:
            self.fields["field_hashtags"].widget.attrs["placeholder"] = facts.look.hashtags
        if tool.key in PERSONAL:
            self.fields["keeps_names"] = forms.BooleanField(
                label=_("Keep the names with this tool"), required=False,
                help_text=_("Without this, names are used once, for the file that you download now, and kept nowhere."),
            )  # fmt: skip

    @property
    def own_fields(self) -> list[str]:
        """The answers that are asked for: what Plon writes out itself is left out."""
        asked = list(self.tool.fields)
        return [key for key in asked if not (key in WRITTEN_FROM_MOMENTS and MOMENTS & set(asked))]

    def _offer(self) -> None:
        self._choices("results", result_options(self.facts))
        groups = [(group.public_id, group.name) for group in self.facts.groups.values()]
        self._choices("group", [("", pgettext_lazy("target group", "everybody")), *groups])
        self._choices("language", language_options(self.facts))
        shown = [(photo.public_id, photo.alt or str(photo)) for photo in self.photos.values()]
        self._choices("picture", [(COVER, _("cover of the result")), (NO_PICTURE, _("no picture")), *shown])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = choices

    def show(self, defaults: Mapping[str, str]) -> None:
        """Put the texts as data has them into fields that nobody has rewritten, and remember what they began from."""
        for key in self.tool.texts:
            text = defaults.get(key, "")
            self.initial.setdefault(f"text_{key}", text)
            self.initial[f"begun_{key}"] = text

    def clean_elsewhere(self) -> dict[str, dict[str, str]]:
        try:
            told = json.loads(self.cleaned_data["elsewhere"] or "{}")
            return {
                str(language): {key: str(text)[:LONGEST_TEXT] for key, text in own.items() if key in self.tool.texts}
                for language, own in told.items()
                if language in self.facts.languages
            }
        except (ValueError, AttributeError) as broken:
            raise ValidationError(_("Something went wrong on the way. Please try again.")) from broken

    @property
    def keeps_names(self) -> bool:
        return bool(self.cleaned_data.get("keeps_names"))

    @property
    def keeps_names_field(self) -> BoundField | None:
        return self["keeps_names"] if "keeps_names" in self.fields else None

    def own_texts(self) -> dict[str, str]:
        """Return the texts that were rewritten for this tool; one that was emptied is left out of it."""
        typed = {key: self.cleaned_data.get(f"text_{key}", "") for key in self.tool.texts}
        begun = {key: self.cleaned_data.get(f"begun_{key}", "") for key in self.tool.texts}
        return {key: text for key, text in typed.items() if not _same(text, begun[key]) and (text or key != "title")}

    def results_chosen(self) -> tuple[Result, ...]:
        ids = set(self.cleaned_data.get("results", ()))
        return tuple(result for result in self.facts.results.values() if result.public_id in ids)

    def choices(self) -> Choices:
        """Return what was chosen, to be saved."""
        cleaned = self.cleaned_data
        texts = {**cleaned.get("elsewhere", {}), cleaned["language"]: self.own_texts()}
        chosen = self.chosen()
        return Choices(
            title=cleaned["title"], language=cleaned["language"], results=chosen.results, group=chosen.group,
            texts=texts, fields=chosen.fields, photo=chosen.photo, shows_cover=chosen.shows_cover,
        )  # fmt: skip

    def chosen(self) -> Chosen:
        """Return what was chosen as far as it is right, to be shown or made."""
        cleaned = self.cleaned_data
        group = next((each for each in self.facts.groups.values() if each.public_id == cleaned.get("group")), None)
        picture = cleaned.get("picture") or COVER
        return Chosen(
            tool=self.tool.key,
            results=self.results_chosen(),
            group=group,
            texts=self.own_texts(),
            fields={key: cleaned.get(f"field_{key}", "") for key in self.own_fields},
            photo=self.photos.get(picture),
            shows_cover=picture == COVER,
        )

    def text_fields(self) -> Iterator[tuple[BoundField, BoundField]]:
        for key in self.tool.texts:
            yield self[f"text_{key}"], self[f"begun_{key}"]

    def answer_fields(self) -> Iterator[BoundField]:
        for key in self.own_fields:
            yield self[f"field_{key}"]


def _same(first: str, second: str) -> bool:
    """Tell whether two texts say the same; browsers send other line ends than they were given."""
    return first.split() == second.split()


class OwnText(forms.CharField):
    """A text of a tool. It may be emptied, which leaves it out; to call each of them optional would say nothing."""

    def validate(self, value: Any) -> None:
        """Take anything."""


def _text_field(key: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4}) if key in LONG else forms.Textarea(attrs={"rows": 2})
    # As a validator, not as `max_length`: a counter up to a number that no tool has room for would mislead.
    far_too_long = _("This is far too long for any tool: at most %(limit_value)d characters.")
    return OwnText(label=text_label(key), widget=widget, validators=[MaxLengthValidator(LONGEST_TEXT, far_too_long)])


def _own_field(key: str) -> forms.CharField:
    if key in MOMENTS:
        return forms.CharField(
            label=field_label(key),
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs={"type": "datetime-local"}),
        )
    longest = LONGEST_NAMES if key in PERSONAL_FIELDS else LONGEST_TEXT if key in LONG else LONGEST_FIELD
    widget = forms.Textarea(attrs={"rows": 5}) if key in LONG else forms.TextInput()
    return forms.CharField(label=field_label(key), required=False, max_length=longest, widget=widget)


def initial_of(material: Material, language: str, facts: Facts) -> dict[str, Any]:
    """Return the values of a saved tool's form in one of its languages."""
    own = material.texts.get(language, {})
    return {
        "title": material.title,
        "results": [result.public_id for result in material.results.all()],
        "group": material.group.public_id if material.group else "",
        "language": language,
        "picture": material.photo.public_id if material.photo else COVER if material.shows_cover else NO_PICTURE,
        "elsewhere": elsewhere_of(material.texts, language),
        "version": material.version,
        **{f"text_{key}": text for key, text in own.items()},
        **{f"field_{key}": value for key, value in material.fields.items()},
    }


def elsewhere_of(texts: Mapping[str, Mapping[str, str]], language: str) -> str:
    """Return what was rewritten in other languages, as the form carries it along."""
    return json.dumps({code: dict(own) for code, own in texts.items() if code != language}, ensure_ascii=False)


class KitForm(forms.Form):
    """Which tools, languages and results a kit has: everything, until somebody chooses otherwise."""

    results = forms.MultipleChoiceField(label=_("Results"), widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    tools = forms.MultipleChoiceField(
        label=_("Tools"), widget=forms.CheckboxSelectMultiple,
        help_text=_("An invitation says little before it has an event: better set it up on a page of its own."),
    )  # fmt: skip
    group = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(self, data: Any = None, *, facts: Facts, initial: Mapping[str, Any] | None = None) -> None:
        self.facts = facts
        super().__init__(data, initial=dict(initial or {}))
        groups = [(group.public_id, group.name) for group in facts.groups.values()]
        for name, choices in (
            ("results", result_options(facts)),
            ("languages", language_options(facts)),
            ("tools", [(key, tool_name(key)) for key in table.tools() if key not in PERSONAL]),
            ("group", [("", pgettext_lazy("target group", "everybody")), *groups]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
            field.choices = choices

    def values(self) -> dict[str, Any]:
        """Return what the kit is asked for with."""
        ids = set(self.cleaned_data["results"])
        group = next((g for g in self.facts.groups.values() if g.public_id == self.cleaned_data["group"]), None)
        return {
            "results": [result for result in self.facts.results.values() if result.public_id in ids],
            "languages": self.cleaned_data["languages"],
            "tools": self.cleaned_data["tools"],
            "group": group,
        }
