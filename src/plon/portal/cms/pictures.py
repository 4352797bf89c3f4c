"""What an uploaded picture must bring, and what is taken out of it."""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from plon.files.pictures import is_photo, prepare_photo
from plon.files.refusals import FileRefused
from plon.programme.codelists import codelist


class PictureField(WagtailImageField):
    """An uploaded picture, judged and cleaned by the house before the editors' system looks at it."""

    def to_python(self, data: Any) -> Any:
        """Take positions and names out of a picture.

        Raises:
            ValidationError: it is no photo that Plon takes, is broken, or too large.
        """
        if data and data.size <= self.max_upload_size:
            try:
                data = _harmless(data)
            except FileRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """A picture that can be published: described in words, with its licence, without the place where it was taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (file := self.fields.get("file")) is not None:
            self.fields["file"] = PictureField(label=file.label, widget=file.widget, required=file.required)
        description = self.fields.get("description")
        if description is not None:
            description.required = True
            description.label = _("What it shows")
            description.help_text = _("In a sentence, for those who don't see it; search finds it by these words.")
        if (collection := self.fields.get("collection")) is not None:
            # One shelf holds all pictures; nobody has to choose one.
            collection.required = False
        if (licence := self.fields.get("licence")) is not None:
            licence.choices = [("", _("Choose…")), *codelist("licences").choices(get_language() or "pl")]
            licence.error_messages["required"] = _(
                "Say what its licence is. A picture whose author allowed nothing can't be published: "
                "ask them, or take another."
            )


def _harmless(sent: Any) -> SimpleUploadedFile:
    content = io.BytesIO(sent.read()) if sent.seekable() and sent.seek(0) == 0 else sent.file
    if not is_photo(content):
        raise FileRefused(_("This is not a picture that can be taken. Save it as JPEG, PNG or WebP."))
    photo = prepare_photo(content, sent.size)
    return SimpleUploadedFile(
        f"{sent.name.rpartition('.')[0] or 'picture'}.{photo.ending}", photo.content, photo.media_type
    )
