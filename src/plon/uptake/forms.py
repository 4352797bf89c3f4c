"""Forms for people outside: few questions first, the rest for who wants."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.contact.guarding import refuse_unwritable, too_many_links
from plon.evidence.models import Evidence
from plon.evidence.queries import evidence_of
from plon.programme import places
from plon.programme.codelists import codelist
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from plon.uptake.enums import AdaptationKind, HowUsed, PolicyKind, Shown, Telling, UsePurpose

# Where somebody who reads a language most likely is: a proposal that one sees and changes.
HOME = {"pl": "PL"}


def _language() -> str:
    return get_language() or "pl"


class TellForm(forms.Form):
    """What all forms ask: an address to confirm, a name if one wants."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        validators=[refuse_unwritable],
        help_text=_("Only to confirm, once. Nobody sees it and nobody else gets it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    # What one sees first; the other fields stand behind "More".
    first: tuple[str, ...] = ()
    most_links = 0

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result = result
        if "country" in self.fields:
            language = _language()
            field = self.fields["country"]
            field.choices = [("", "—"), *places.country_choices(language)]  # type: ignore[attr-defined]
            field.initial = HOME.get(language, "")
        if "into_language" in self.fields:
            choices = [("", "—"), *places.language_choices(_language())]
            self.fields["into_language"].choices = choices  # type: ignore[attr-defined]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first if name in self.fields]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.first]

    @property
    def has_trouble_inside(self) -> bool:
        """Tell whether a field behind "More" was filled in or refused, so that it must lie open."""
        return any(name not in self.first for name in self.errors) or any(
            self.data.get(name) for name in self.fields if name not in self.first and self.is_bound and name != "how"
        )

    def clean_words(self) -> str:
        """Return the words, if they aren't full of links."""
        words = str(self.cleaned_data["words"])
        if trouble := too_many_links(words, self.most_links):
            raise forms.ValidationError(trouble)
        return words

    def values(self) -> dict[str, Any]:
        """Return what is told, without who tells it."""
        apart = {"email", "name", "shares_address", "wants_news", "may_ask_again", "where"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class UseForm(TellForm):
    """We use this."""

    organisation = forms.CharField(
        label=_("Your school or organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    town = forms.CharField(
        label=_("Town"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    country = forms.ChoiceField(label=_("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))
    learners = forms.IntegerField(
        label=_("How many learners so far"),
        min_value=1,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    purposes = forms.MultipleChoiceField(
        label=_("What you use it for"),
        choices=UsePurpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shown = forms.ChoiceField(
        label=_("What may we show on the page of the result?"),
        choices=Shown.choices,
        initial=Shown.NOTHING,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=600,
        required=False,
        help_text=_("What worked, with whom, what you changed. No names of children."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    how = forms.ChoiceField(
        label=_("How you use it"), choices=HowUsed.choices, initial=HowUsed.AS_IT_IS, widget=forms.RadioSelect
    )
    into_language = forms.ChoiceField(label=_("Into which language"), required=False)
    link = forms.URLField(label=_("Where your version is"), max_length=500, required=False, assume_scheme="https")
    wants_news = forms.BooleanField(
        label=_("Write to me when there is a new version"),
        required=False,
        help_text=_("Then we use the address for that too; one click in any letter ends it."),
    )
    may_ask_again = forms.BooleanField(
        label=_("Ask me again in 6, 12 and 24 months what became of it"),
        required=False,
        help_text=_("Then your address is kept for three letters at most; one click in any of them erases it."),
    )
    first = ("organisation", "town", "country", "learners", "purposes", "shown", "email", "wants_news", "may_ask_again")
    field_order = (*first, "how", "into_language", "link", "words", "name")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("how") == HowUsed.TRANSLATED and not told.get("into_language"):
            self.add_error("into_language", _("Choose the language into which you translated it."))
        if told.get("shown") == Shown.WORDS and not told.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Write a sentence that we may show, or choose to show less."))
        return told


class ChangeUseForm(UseForm):
    """The declarer's own form: the address stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"], self.fields["name"]


class AdaptationForm(TellForm):
    """We translated or adapted this."""

    kind = forms.ChoiceField(label=_("What you made"), choices=AdaptationKind.choices, widget=forms.RadioSelect)
    where = forms.URLField(
        label=_("Where it is"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Its address on the web, or of its page in this catalogue."),
    )
    title = forms.CharField(label=_("Its title"), max_length=300, required=False)
    into_language = forms.ChoiceField(label=_("Its language"))
    licence = forms.ChoiceField(label=_("Its licence"), required=False)
    made_by = forms.CharField(
        label=_("Who made it: school or organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    first = ("kind", "where", "title", "into_language", "licence", "made_by", "email")
    field_order = (*first, "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("I don't know")), *codelist("licences").choices(_language())]
        self.fields["licence"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if where := told.get("where"):
            told["other"], told["link"] = self._other(where), where
            if told["other"]:
                told["link"] = ""
            elif not told.get("title") and "title" not in self.errors:
                self.add_error("title", _("Write its title, as it stands on it."))
        return told

    def _other(self, where: str) -> Result | None:
        """Return the result of this catalogue that an address leads to; None if it leads elsewhere."""
        asked, own = urlsplit(where), urlsplit(settings.BASE_URL)
        if asked.netloc.lower() != own.netloc.lower():
            return None
        parts = asked.path.split("/")
        found = Result.objects.filter(public_id__in=parts, state=ResultState.PUBLISHED).first()
        if found is None:
            self.add_error("where", _("There is no published result at this address."))
        elif found.pk == self.result.pk:
            self.add_error("where", _("This is the result itself. Give the address of what you made from it."))
            return None
        return found


class InquiryForm(TellForm):
    """A question to who made it."""

    words = forms.CharField(label=_("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    shares_address = forms.BooleanField(
        label=_("The team may see my e-mail"),
        required=False,
        help_text=_("Otherwise the answer comes through Plon and nobody sees your address."),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        validators=[refuse_unwritable],
        help_text=_("To confirm, and for the answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    first: tuple[str, ...] = ("words", "email", "name", "shares_address")
    field_order: tuple[str, ...] = first
    most_links = 2


class SuggestionForm(InquiryForm):
    """How it could be better."""

    file = forms.ModelChoiceField(
        label=_("About which file"), queryset=ResultFile.objects.none(), required=False, empty_label=_("all of it")
    )
    first = ("words", "file", "email", "name", "shares_address")
    field_order = first

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What could be better, and how")
        files = ResultFile.objects.filter(result=self.result, is_public=True, replaced_by__isnull=True)
        self.fields["file"].queryset = files  # type: ignore[attr-defined]
        if not files:
            del self.fields["file"]


class PolicyForm(TellForm):
    """Where a public body names it."""

    body = forms.CharField(
        label=_("Who: ministry, region, municipality, school authority"), max_length=200, widget=forms.TextInput()
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=PolicyKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title of the document"), max_length=300)
    link = forms.URLField(label=_("Where it can be read"), max_length=500, assume_scheme="https")
    dated = forms.DateField(
        label=_("Its date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    words = forms.CharField(
        label=_("What it takes from the result"),
        max_length=600,
        required=False,
        help_text=_("A sentence or the page, so that others find it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    first = ("body", "kind", "title", "link", "dated", "country", "words", "email")
    field_order = (*first, "name")
    most_links = 1


FORMS: dict[str, type[TellForm]] = {
    Telling.USE: UseForm,
    Telling.ADAPTATION: AdaptationForm,
    Telling.QUESTION: InquiryForm,
    Telling.SUGGESTION: SuggestionForm,
    Telling.POLICY: PolicyForm,
}


class ReplyForm(forms.Form):
    words = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))


class AskAgainForm(forms.Form):
    words = forms.CharField(label=_("Write again"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("The history keeps it. Who told it does not read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TeamPolicyForm(PolicyForm):
    """The team's own: of which result, with evidence of the project; no address."""

    of = forms.ModelChoiceField(label=_("Which result"), queryset=Result.objects.none())
    evidence = forms.ModelChoiceField(
        label=_("Evidence in the project"), queryset=Evidence.objects.none(), required=False, empty_label="—"
    )
    field_order = ("of", "body", "kind", "title", "link", "dated", "country", "words", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"], self.fields["name"]
        project = self.result.project
        self.fields["of"].queryset = Result.objects.filter(project=project)  # type: ignore[attr-defined]
        self.fields["of"].initial = self.result.pk
        self.fields["evidence"].queryset = evidence_of(project)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "of"}
