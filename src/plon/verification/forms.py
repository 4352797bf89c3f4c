from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from plon.projects.models import Project
from plon.reports.beneficiary.models import LANGUAGES
from plon.reports.beneficiary.queries import reports_of
from plon.verification.actions import LONGEST_DAYS
from plon.verification.hashing import HashedFile
from plon.verification.models import ROOM_DAYS
from plon.verification.secret import code_in, room_secret_in


class IssueForm(forms.Form):
    """Which report is issued, in which language."""

    report = forms.ChoiceField(label=_("Report"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reports = {report.public_id: report for report in reports_of(project)}
        names = [(key, str(report)) for key, report in self.reports.items()]
        self.fields["report"].choices = names  # type: ignore[attr-defined]
        newest = next(iter(self.reports.values()), None)
        if newest:
            self.initial.setdefault("language", newest.language)


class RoomForm(forms.Form):
    """For whom a room is opened, and for how long."""

    who = forms.CharField(
        label=_("For whom"), max_length=150, help_text=_("As the team knows them, e.g. “FRSE, audit of May”.")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254,
        help_text=_("If you give it, Plon sends the address of the room there. Otherwise you hand it over."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the room and the letter"), choices=LANGUAGES)
    days = forms.IntegerField(label=_("Open for so many days"), min_value=1, max_value=LONGEST_DAYS, initial=ROOM_DAYS)
    shows_confidential = forms.BooleanField(
        label=_("with signed forms and attendance lists"), required=False,
        help_text=_("They hold names and signatures. Open them to those alone whose task it is to see them."),
    )  # fmt: skip


class ProlongForm(forms.Form):
    """How long a room stays open from now on."""

    days = forms.IntegerField(
        label=_("Open for so many days from today"), min_value=1, max_value=LONGEST_DAYS, initial=ROOM_DAYS
    )


class FileForm(forms.Form):
    """A report, to be compared byte for byte."""

    file = forms.FileField(
        label=_("The report itself"), max_length=300,
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        help_text=_("PDF, Word file or manifest, at most 100 MB. Only its checksum is taken; nothing of it is kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.json"}),
    )  # fmt: skip

    def clean_file(self) -> HashedFile | None:
        """Refuse what is no report by its first bytes."""
        found: HashedFile | None = self.cleaned_data["file"]
        if found is not None and not found.can_be_a_report:
            raise ValidationError(_("This is neither a PDF nor a Word file nor a manifest."))
        return found


class EntryForm(FileForm):
    """The code of a report, or of a room, or the report itself."""

    code = forms.CharField(
        label=_("Code"), required=False, max_length=300,
        help_text=_("It is printed on the first page of the report, such as R7K2-MQ4X-3BCD. An auditor types the code "
                    "of the room here."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("code", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False

    def clean_code(self) -> str:
        """Refuse what can't be a code."""
        typed: str = self.cleaned_data["code"]
        if typed and not code_in(typed) and not room_secret_in(typed):
            raise ValidationError(_("This is not a code of Plon. It has twelve letters and digits, in three groups."))
        return typed

    def clean(self) -> None:
        """Ask for one of the two."""
        if not self.errors and not self.cleaned_data.get("code") and not self.cleaned_data.get("file"):
            raise ValidationError(_("Type a code or choose a file."))
