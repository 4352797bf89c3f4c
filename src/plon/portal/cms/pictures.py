"""What an uploaded picture must bring, and what is taken out of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from plon.files.pictures import is_photo, prepare_photo
from plon.files.refusals import FileRefused


class PictureForm(BaseImageForm):
    """A picture that can be published: described in words, with its licence, without the place where it was taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = self.fields.get("description")
        if description is not None:
            description.required = True
            description.label = _("What it shows")
            description.help_text = _("In a sentence, for those who don't see it; search finds it by these words.")

    def clean(self) -> dict[str, Any]:
        """Take positions and names out of a new picture.

        Raises:
            ValidationError: it is no photo that Plon takes, or is broken.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sent = cleaned.get("file")
        if sent is not None and "file" in self.changed_data:
            try:
                cleaned["file"] = _harmless(sent)
            except FileRefused as refusal:
                self.add_error("file", ValidationError(str(refusal)))
        return cleaned


def _harmless(sent: Any) -> SimpleUploadedFile:
    if not is_photo(sent.file):
        raise FileRefused(_("This is not a picture that can be taken. Save it as JPEG, PNG or WebP."))
    photo = prepare_photo(sent.file, sent.size)
    return SimpleUploadedFile(
        f"{sent.name.rpartition('.')[0] or 'picture'}.{photo.ending}", photo.content, photo.media_type
    )
