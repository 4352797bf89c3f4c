"""Forms of reports: start or change one, the text of a part, a partner's self-assessment, a file to be made."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.programme.report_outlines import Outline
from plon.projects.forms import DayField
from plon.projects.models import Project
from plon.reports.beneficiary.actions import Said
from plon.reports.beneficiary.actions.assessing import version_of
from plon.reports.beneficiary.enums import FileFormat, ReportKind
from plon.reports.beneficiary.facts import AssessmentFacts
from plon.reports.beneficiary.models import BEST_MARK, LANGUAGES, LONGEST_TEXT


class ReportForm(forms.Form):
    """Which report, of which time, in which language; `only` binds it to one partner's own report."""

    kind = forms.ChoiceField(label=_("Which report?"), choices=ReportKind.choices)
    organisation = forms.ModelChoiceField(
        label=_("Of which partner?"), queryset=Organisation.objects.none(), required=False, empty_label="—",
        help_text=_("Only for the report of a partner."),
    )  # fmt: skip
    since = DayField(label=_("It tells of the time from"))
    until = DayField(label=_("It tells of the time to"))
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, help_text=_("You can read and download it in the other one, too.")
    )

    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, only: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Organisation.objects.filter(partnerships__project=project).order_by("partnerships__position")
        fields: Any = self.fields
        if only is not None:
            partners = partners.filter(pk=only)
            fields["kind"].choices = [(ReportKind.PARTNER.value, ReportKind.PARTNER.label)]
        fields["organisation"].queryset = partners

    def clean(self) -> dict[str, Any]:
        """Ask for the partner of a partner's report, and for days in their order."""
        given = super().clean() or {}
        is_partners = given.get("kind") == ReportKind.PARTNER
        if is_partners and not given.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Say of which partner the report is."))
        if not is_partners:
            given["organisation"] = None
        self.seen: int | None = given.pop("version", None)
        since, until = given.get("since"), given.get("until")
        if isinstance(since, datetime.date) and isinstance(until, datetime.date) and until < since:
            self.add_error("until", _("The report can't end before it begins."))
        return given


class TextForm(forms.Form):
    """The text of a part as it is typed; blanks and line breaks stay as they are."""

    text = forms.CharField(label=_("Text"), required=False, strip=False, max_length=LONGEST_TEXT, widget=forms.Textarea)


class FileForm(forms.Form):
    format = forms.ChoiceField(choices=FileFormat.choices)
    language = forms.ChoiceField(choices=LANGUAGES)


class AssessmentForm(forms.Form):
    """A mark and words to each question that the outline asks the partners."""

    def __init__(self, *args: Any, outline: Outline, known: AssessmentFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.known = outline.asked, known
        language = get_language() or "en"
        marks = [("", _("no mark")), *((str(mark), str(mark)) for mark in range(1, BEST_MARK + 1))]
        for asked in outline.asked:
            said = known.said.get(asked.key)
            if asked.has_mark:
                self.fields[f"mark_{asked.key}"] = forms.ChoiceField(
                    label=asked.text(language), choices=marks, required=False,
                    initial=str(said.mark) if said and said.mark else "",
                    help_text=_("1 is poor, 5 is very good."),
                )  # fmt: skip
            self.fields[f"text_{asked.key}"] = forms.CharField(
                label=_("In your own words") if asked.has_mark else asked.text(language),
                required=False, max_length=5000, initial=said.text if said else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def questions(self) -> list[dict[str, object]]:
        """Return each question with its fields, and which version of the answer stands there now."""
        language = get_language() or "en"
        return [
            {
                "key": asked.key,
                "name": asked.name(language),
                "mark": self[f"mark_{asked.key}"] if asked.has_mark else None,
                "text": self[f"text_{asked.key}"],
                "version": version_of(self.known.said.get(asked.key)),
            }
            for asked in self.asked
        ]

    def said(self) -> dict[str, Said]:
        """Return the answers by their questions."""
        given = self.cleaned_data
        return {
            asked.key: Said(
                int(mark) if (mark := given.get(f"mark_{asked.key}")) else None,
                given[f"text_{asked.key}"],
                _number(self.data.get(f"seen_{asked.key}", "")),
            )
            for asked in self.asked
        }


def _number(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else None
