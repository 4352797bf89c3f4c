from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FileKind(models.TextChoices):
    """The files of an issued report."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    MANIFEST = "manifest", pgettext_lazy("report", "manifest (JSON)")
    # The report as data, from which its page is shown; the manifest holds its hash.
    CONTENT = "content", pgettext_lazy("report", "content (JSON)")


class Standing(models.TextChoices):
    """Whether a proof is still the one that was reported."""

    UNCHECKED = "unchecked", pgettext_lazy("proof", "not read back yet")
    WHOLE = "whole", pgettext_lazy("proof", "as reported")
    NOTHING = "nothing", pgettext_lazy("proof", "nothing to read back (a link or a figure)")
    ALTERED = "altered", pgettext_lazy("proof", "altered")
    MISSING = "missing", pgettext_lazy("proof", "missing")
    UNREADABLE = "unreadable", pgettext_lazy("proof", "can’t be read now")
    REMOVED = "removed", pgettext_lazy("proof", "in the bin")
    DESTROYED = "destroyed", pgettext_lazy("proof", "destroyed from the bin")
    ERASED = "erased", pgettext_lazy("proof", "erased by the rules of keeping")


# Nobody can show these as they were reported, and no rule asked for it.
BROKEN = frozenset({Standing.ALTERED, Standing.MISSING, Standing.DESTROYED})
# What speaks against nobody.
FINE = frozenset({Standing.WHOLE, Standing.NOTHING, Standing.ERASED})
TONES = {
    Standing.WHOLE: "good", Standing.ALTERED: "bad", Standing.MISSING: "bad", Standing.DESTROYED: "bad",
    Standing.UNREADABLE: "wait", Standing.REMOVED: "wait", Standing.ERASED: "info",
}  # fmt: skip


class Visit(models.TextChoices):
    """What was done in an auditor's room."""

    ENTERED = "entered", _("opened the room")
    PROOF = "proof", _("opened a proof")
    READ = "read", _("read the report")
    FILE = "file", _("took the report as a file")
