"""Pictures of what is inside public files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.results.models import ResultFile


class FilePreview(models.Model):
    """What a visitor sees of a file before taking it.

    A copy that can be made anew at any time, and goes when the file is public no more. `pages` has what is known of
    each drawn page: its width and height in pixels and the words that it begins with; their bytes lie in private
    storage at `path_of`. A row without pages and outline says that there is nothing to show: nobody tries again.
    """

    file = models.OneToOneField(ResultFile, on_delete=models.CASCADE, related_name="preview")
    # Of the bytes that were read.
    sha256 = models.CharField(max_length=64)
    page_count = models.PositiveIntegerField(default=0)
    pages = models.JSONField(default=list, blank=True)
    outline = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("preview of a file")
        verbose_name_plural = _("previews of files")

    def __str__(self) -> str:
        return f"{self.file} ({len(self.pages)}/{self.page_count})"

    def path_of(self, number: int) -> str:
        """Return where the picture of a page lies in private storage, whether or not there is such a page."""
        return f"previews/{self.file.public_id}/{self.sha256[:16]}-{number}.webp"

    @property
    def paths(self) -> list[str]:
        return [self.path_of(number) for number in range(1, len(self.pages) + 1)]
