"""What the files of published results say, so that the search finds a word inside a lesson, too."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.results.models import ResultFile


class TextState(models.TextChoices):
    """What came of reading a file."""

    READ = "read", _("read")
    CUT = "cut", _("only its beginning is searched")
    EMPTY = "empty", _("there are no words in it")
    LOCKED = "locked", _("locked with a password")
    BROKEN = "broken", _("damaged")
    TOO_MUCH = "too_much", _("too large or too complex to be read")
    OTHER = "other", _("of a kind that holds no text")


# With these there is something to be searched.
HAS_TEXT = (TextState.READ, TextState.CUT)


class FileText(models.Model):
    """The text of one public file: a copy that can be made anew, and goes when the file is public no more."""

    file = models.OneToOneField(ResultFile, on_delete=models.CASCADE, related_name="text")
    # Of the bytes that were read.
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=TextState.choices)
    text = models.TextField(blank=True)
    # What its words seem to be in; the language that the team says goes first.
    language = models.CharField(max_length=5, blank=True)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return f"{self.file} ({self.state})"
