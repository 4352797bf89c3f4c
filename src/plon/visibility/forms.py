"""What is to be checked: a file, or the address of a page."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plon.fetching.limits import MEGABYTE
from plon.visibility.actions import LARGEST

ENDINGS = ".pdf,.docx,.pptx,.png,.jpg,.jpeg,.webp,.gif"


class FileForm(forms.Form):
    """One file; what it is, is found out by its content."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_(
            "PDF, Word (.docx), PowerPoint (.pptx) or a picture: a poster, a leaflet, a lesson, a certificate."
        ),
        widget=forms.FileInput(attrs={"accept": ENDINGS, "data-largest": LARGEST}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Choose it once more; perhaps it was still being written."),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST:
            words = gettext(
                "The file is larger than %(limit)d MB. Save it with smaller pictures, or check a few pages of it."
            )
            raise forms.ValidationError(words, params={"limit": LARGEST // MEGABYTE})
        return upload


class PageForm(forms.Form):
    """The address of a page, as people write it: with or without "https://"."""

    address = forms.CharField(
        label=_("Web address"),
        help_text=_("Of a page that everybody can open. Its other language versions are looked at, too."),
        max_length=2000,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "url", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write or paste the address of the page.")},
    )
