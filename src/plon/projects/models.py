"""A funded (or planned) project, its partnership and the people who work on it."""

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.projects.enums import ClaimState, PartnershipRole, ProjectOrigin, TeamRole
from plon.texts import best_language

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Project(models.Model):
    """The record of a project. The number is kept as written; what was understood of it stands beside."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.CharField(_("project number"), max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True, db_index=True, editable=False)
    is_number_wellformed = models.BooleanField(default=False, editable=False)
    title = models.CharField(_("title"), max_length=600)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    programme = models.CharField(_("programme"), max_length=40, blank=True)
    key_action = models.CharField(_("key action"), max_length=20, blank=True)
    action_type = models.CharField(_("action type"), max_length=60, blank=True)
    field = models.CharField(_("field"), max_length=10, blank=True)
    call_year = models.PositiveSmallIntegerField(_("call year"), null=True, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=40, blank=True)
    grant = models.DecimalField(_("grant awarded (EUR)"), max_digits=14, decimal_places=2, null=True, blank=True)
    # From here the years of keeping evidence are counted (Programme Guide 2025, Part C, p. 463).
    final_payment_on = models.DateField(_("date of the final payment"), null=True, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    languages = models.JSONField(_("working languages"), default=list, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    platform_card = models.URLField(_("card on the results platform"), max_length=500, blank=True)
    authority = models.CharField(_("granting authority"), max_length=20, blank=True)
    is_cofunded = models.BooleanField(_("co-funded (not fully funded)"), default=True)
    is_good_practice = models.BooleanField(_("good practice"), default=False)
    origin = models.CharField(max_length=20, choices=ProjectOrigin.choices, default=ProjectOrigin.CREATED)
    edited_fields = models.JSONField(default=list, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)
    has_published = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    organisations = models.ManyToManyField(Organisation, through="Partnership", related_name="projects")

    if TYPE_CHECKING:
        texts: RelatedManager["ProjectText"]
        partnerships: RelatedManager["Partnership"]
        memberships: RelatedManager["Membership"]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-call_year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=~Q(number_key=""),
                name="project_number_unique",
                violation_error_message=_("A project with this number is already in Plon."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="project_ends_after_start",
                violation_error_message=_("The project can't end before it starts."),
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="project_newest")]

    def __str__(self) -> str:
        return self.acronym or self.title

    @property
    def is_public(self) -> bool:
        """Register data is public; what was typed in Plon is public once a result is published."""
        return self.origin != ProjectOrigin.CREATED or self.has_published

    @property
    def slug(self) -> str:
        """What stands in URLs: the number if it is well-formed, else the public id."""
        return self.number_key.lower() if self.is_number_wellformed and self.number_key else self.public_id

    def get_absolute_url(self) -> str:
        return reverse("catalogue:project", args=[self.slug])

    def get_workspace_url(self) -> str:
        return reverse("projects:overview", args=[self.public_id])

    def summary_in(self, language: str) -> "ProjectText | None":
        """Return the summary to show to someone who reads `language` (prefetched texts are used)."""
        by_language = {text.language: text for text in self.texts.all()}
        best = best_language(by_language, language)
        return by_language[best] if best else None


class ProjectText(models.Model):
    """Title and summary of a project in one language."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=600, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "language"], name="one_text_per_language")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.language}"


class Partnership(models.Model):
    """An organisation in a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    role = models.CharField(max_length=20, choices=PartnershipRole.choices, default=PartnershipRole.PARTNER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="organisation_once_per_project"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(role=PartnershipRole.COORDINATOR), name="one_coordinator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.role} {self.organisation_id}"


class WorkPackage(models.Model):
    """A part of the work: activities for the same specific objectives (Programme Guide 2025, p. 473).

    KA210 projects have activities with a part of the grant instead; they stand here too.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="work_packages")
    number = models.PositiveSmallIntegerField(_("work package number"))
    title = models.CharField(_("title"), max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("work package")
        verbose_name_plural = _("work packages")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="work_package_number_once",
                violation_error_message=_("There is a work package with this number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Milestone(models.Model):
    """A moment of the work plan to which activities are tied (Programme Guide 2025, p. 14)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(_("milestone"), max_length=200)
    due = models.DateField(_("due"))
    work_package = models.ForeignKey(
        WorkPackage,
        verbose_name=_("work package"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="milestones",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a project's team."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=TeamRole.choices, default=TeamRole.EDITOR)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="members"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="person_once_per_project")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.project_id}"


def _in_two_weeks() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=14)


class Invitation(models.Model):
    """An e-mail asking a person to join a team. Only the hash of its secret is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=TeamRole.choices, default=TeamRole.EDITOR)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    language = models.CharField(max_length=5, default="pl")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="sent_invitations"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_in_two_weeks)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="accepted_invitations"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.email} {self.role} {self.project_id}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class Claim(models.Model):
    """A person says that an imported project is theirs; an officer or administrator decides."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    explanation = models.TextField(_("who you are in this project"), max_length=2000)
    state = models.CharField(max_length=20, choices=ClaimState.choices, default=ClaimState.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_claims"
    )
    reason = models.TextField(_("reason"), blank=True, max_length=2000)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(state=ClaimState.WAITING),
                name="one_waiting_claim",
                violation_error_message=_("You have already asked for this project; an officer will answer."),
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.WAITING, decided_at__isnull=True)
                | (~Q(state=ClaimState.WAITING) & Q(decided_at__isnull=False)),
                name="claim_decided_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.project_id} {self.state}"
