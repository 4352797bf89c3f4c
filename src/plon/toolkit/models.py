"""Dissemination tools that a team set up, the files made of them, where they were used, and whole kits."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.activities.models import Activity
from plon.evidence.models import Evidence
from plon.identifiers import new_public_id
from plon.jobs.lengthy import LengthyWork
from plon.plans.models import TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from plon.toolkit.enums import Origin, Theme, Withheld

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class ToolkitLook(models.Model):
    """How the tools of a project look, and what all of them say."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="toolkit_look")
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices, default=Theme.HARVEST)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1f5a3f",
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six digits, such as #1f5a3f."))],
    )
    logo = models.ImageField(_("logo of the project"), upload_to="toolkit-logos", blank=True)
    contact = models.CharField(_("whom to ask"), max_length=200, blank=True)
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("look of the tools")

    def __str__(self) -> str:
        return str(self.project)


class Material(models.Model):
    """One tool set up by the team, or something made elsewhere and uploaded. Its files are its versions.

    `texts` holds what was rewritten for this tool alone, {language: {key of the text: text}}; everything else is
    taken from results, plan and project whenever a file is made.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="materials")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.MADE, editable=False)
    # A key of `plon.typeset.tools.table`; of uploads what comes closest, or "".
    tool = models.CharField(_("what it is"), max_length=20, blank=True)
    title = models.CharField(_("name in your list"), max_length=200)
    results = models.ManyToManyField(Result, related_name="materials", blank=True, verbose_name=_("results"))
    group = models.ForeignKey(
        TargetGroup,
        verbose_name=_("for whom"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="materials",
    )
    language = models.CharField(_("language"), max_length=5)
    texts = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    photo = models.ForeignKey(
        Evidence, verbose_name=_("photo"), on_delete=models.SET_NULL, null=True, blank=True, related_name="materials"
    )
    # With neither, the tool has no picture.
    shows_cover = models.BooleanField(_("show the cover of the result"), default=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="materials"
    )
    made_label = models.CharField(max_length=200, blank=True)
    # Out of the list, and can be put back for some weeks.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Raised by a withdrawn consent until the team has looked.
    photo_lost_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        versions: RelatedManager["MaterialVersion"]
        uses: RelatedManager["MaterialUse"]

    class Meta:
        verbose_name = _("dissemination tool")
        verbose_name_plural = _("dissemination tools")
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(origin=Origin.MADE) | ~Q(tool=""), name="made_material_has_tool"),
        ]
        indexes = [models.Index(fields=["project", "removed_at", "-updated_at"], name="material_of_project")]

    def __str__(self) -> str:
        return self.title


class MaterialVersion(models.Model):
    """A file that was made or uploaded, as it was handed out."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="versions")
    # Counts up per material, language and output: version 3 of the Polish A3 poster.
    number = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=5, blank=True)
    # A key of the tool's outputs; "" for uploads.
    output = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("file name"), max_length=200)
    path = models.CharField(max_length=300, editable=False, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    media_type = models.CharField(max_length=120)
    # Of the content that it was made from, as a whole and part by part: see `plon.toolkit.fingerprints`.
    fingerprint = models.CharField(max_length=64, blank=True)
    parts = models.JSONField(default=dict, blank=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    # Of uploads, in the words of who uploaded it; of what was made here the parts tell.
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    photo = models.ForeignKey(
        Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="material_versions"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="material_versions"
    )
    made_label = models.CharField(max_length=200, blank=True)
    # The bytes are gone; the row says that there were some, and why there are none.
    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)
    withheld = models.CharField(max_length=20, choices=Withheld.choices, blank=True, editable=False)

    class Meta:
        verbose_name = _("version of a tool")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "language", "output", "number"], name="material_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(withheld_at__isnull=True, withheld="") | Q(withheld_at__isnull=False) & ~Q(withheld=""),
                name="withheld_version_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MaterialUse(models.Model):
    """A tool was handed out or shown at an activity."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="uses")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="materials_used")
    copies = models.PositiveIntegerField(_("how many copies"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="material_uses"
    )
    noted_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("use of a tool")
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "activity"],
                name="material_once_per_activity",
                violation_error_message=_("This activity stands here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.material} → {self.activity}"


class Kit(LengthyWork):
    """One job: all chosen tools in all chosen languages, as one ZIP that is kept for some weeks."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="kits")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="kits"
    )
    requested_label = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list)
    tools = models.JSONField(default=list)
    results = models.ManyToManyField(Result, related_name="kits", blank=True)
    group = models.ForeignKey(TargetGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="kits")
    # What was left out and why: [{"code": …, "tool": …, "language": …, …}]; words in `plon.toolkit.kit_words`.
    messages = models.JSONField(default=list, blank=True)
    # What lies in the ZIP: [{"tool", "language", "output", "name", "size"}].
    contents = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    photos = models.ManyToManyField(Evidence, related_name="kits", blank=True)
    name = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=300, editable=False, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("kit of tools")
        ordering = ["-requested_at", "-id"]

    def __str__(self) -> str:
        return self.name or str(self.project)
