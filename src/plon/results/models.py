"""What a project yields: the centre of Plon (domain.md §9, 1)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.projects.models import Project, WorkPackage
from plon.results.enums import LinkKind, ResultState
from plon.texts import best_language, fold

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Result(models.Model):
    """One result. What it is stands in its texts, one per language; `working_title` names it inside the team."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="results")
    working_title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, default="tangible")
    category = models.CharField(_("category"), max_length=60, blank=True)
    category_before_2024 = models.CharField(max_length=60, blank=True, editable=False)
    languages = models.JSONField(_("languages of the result"), default=list, blank=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        verbose_name=_("responsible partner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="results",
    )
    work_package = models.ForeignKey(
        WorkPackage,
        verbose_name=_("work package"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="results",
    )
    planned_for = models.DateField(_("planned date"), null=True, blank=True)
    ready_on = models.DateField(_("date when it was ready"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ResultState.choices, default=ResultState.PLANNED)
    carries_emblem = models.BooleanField(_("carries the EU emblem and the funding statement"), default=False)
    carries_licence_notice = models.BooleanField(_("carries its licence notice"), default=False)
    cover = models.ImageField(_("cover"), upload_to="covers", blank=True)
    cover_alt = models.CharField(_("what the cover shows"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, max_length=1000)
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # {field: the version in which it last changed}, so that two people at once merge field by field.
    field_versions = models.JSONField(default=dict, blank=True, editable=False)

    if TYPE_CHECKING:
        texts: RelatedManager["ResultText"]
        files: RelatedManager["ResultFile"]
        links: RelatedManager["ResultLink"]

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ResultState.PUBLISHED) | Q(published_at__isnull=False),
                name="published_result_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="withdrawn_result_has_date",
            ),
        ]
        indexes = [models.Index(fields=["state", "-published_at"], name="result_newest_published")]

    def __str__(self) -> str:
        return self.working_title

    @property
    def is_published(self) -> bool:
        return self.state == ResultState.PUBLISHED

    def text_in(self, language: str) -> "ResultText | None":
        """Return the text to show to someone who reads `language` (prefetched texts are used)."""
        by_language = {text.language: text for text in self.texts.all() if text.title}
        best = best_language(by_language, language)
        return by_language[best] if best else None

    def title_in(self, language: str) -> str:
        text = self.text_in(language)
        return text.title if text else self.working_title

    @property
    def slug(self) -> str:
        return slugify(fold(self.working_title))[:80] or "result"

    def get_absolute_url(self) -> str:
        return reverse("catalogue:result", args=[self.public_id, self.slug])

    def get_permanent_url(self) -> str:
        """The short address that QR codes carry; it never breaks."""
        return reverse("permanent", args=[self.public_id])

    def get_workspace_url(self) -> str:
        return reverse("results:edit", args=[self.project.public_id, self.public_id])


class ResultText(models.Model):
    """What a result is, in one language."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("description"), blank=True, max_length=5000)
    problem = models.TextField(_("what problem it solves"), blank=True, max_length=2000)
    audience = models.TextField(_("for whom"), blank=True, max_length=2000)
    how_to_use = models.TextField(_("how to use it"), blank=True, max_length=3000)
    needs = models.TextField(_("what is needed to use it"), blank=True, max_length=2000)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["result", "language"], name="result_text_per_language")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class ResultFile(models.Model):
    """One version of one file. The bytes lie in private storage until the result is published."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=200)
    title = models.CharField(_("what it is"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=120)
    path = models.CharField(max_length=300, editable=False)
    is_editable = models.BooleanField(_("others can edit it"), default=False)
    is_accessible = models.BooleanField(_("made accessible (headings, alternative texts, captions)"), default=False)
    is_public = models.BooleanField(default=False, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="uploaded_files"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["sha256"], name="result_file_by_hash")]

    def __str__(self) -> str:
        return self.name


class ResultLink(models.Model):
    """Where else the result is: a platform, a repository, a video."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=1000)
    title = models.CharField(_("what is there"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind.choices, default=LinkKind.RESULT)
    language = models.CharField(_("language"), max_length=5, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["result", "url"], name="link_once_per_result")]

    def __str__(self) -> str:
        return self.title or self.url
