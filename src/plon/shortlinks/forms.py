"""Forms of short links."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.programme.codelists import codelist
from plon.programme.places import language_choices, language_name
from plon.projects.models import Project
from plon.results.models import Result
from plon.results.queries import results_of
from plon.shortlinks.models import ShortLink


class NameForm(forms.Form):
    """What a link of the team's own is called, and in which channel it stands."""

    label = forms.CharField(
        label=_("Where you will put it"), max_length=120,
        help_text=_("E.g. “Facebook page of the school” or “article in the town newspaper”. It names the counts."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Channel"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
        field.choices = [("", "—"), *codelist("channels").choices(language)]


class LinkForm(NameForm):
    """A new link of the team's own."""

    result = forms.ChoiceField(label=_("Leads to"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the page"), required=False,
        help_text=_("Left open, everybody gets the language of their phone, if the page has it."),
    )  # fmt: skip
    field_order = ("label", "result", "channel", "language")

    def __init__(self, *args: Any, project: Project, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        self.results: dict[str, Result] = {result.public_id: result for result in results_of(project)}
        choices = [(key, result.title_in(language)) for key, result in self.results.items()]
        for name, offered in (
            ("result", [("", _("the page of the whole project")), *choices]),
            ("language", [("", _("language of the reader")), *_languages(project, language)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
            field.choices = offered

    def values(self) -> dict[str, Any]:
        """What `actions.add_link` takes."""
        given = self.cleaned_data
        return {**given, "result": self.results.get(given["result"])}


def _languages(project: Project, language: str) -> list[tuple[str, str]]:
    """Return all languages, those of the project first."""
    own = [(code, language_name(code, language)) for code in project.languages]
    return own + [choice for choice in language_choices(language) if choice[0] not in project.languages]


def initial_of(link: ShortLink) -> dict[str, str]:
    return {"label": link.label, "channel": link.channel}
