"""What a project yields: the centre of Plon (domain.md §9, 1)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.programme.fit import known, minutes_in
from plon.projects.models import Project, WorkPackage
from plon.results.enums import IdentifierScheme, LinkKind, ResultState, YesNo
from plon.results.schemes import address_of, normal_value
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
        identifiers: RelatedManager["ResultIdentifier"]
        fit: "FitCard"

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
    def doi(self) -> str:
        """The DOI by which it is cited, "" if it has none: of the result as it goes on, else of its newest version."""
        return next((each.value for each in self.identifiers.all() if each.scheme == IdentifierScheme.DOI), "")

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
    change_note = models.CharField(_("what changed in this version"), max_length=300, blank=True)
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


class ResultIdentifier(models.Model):
    """A name that the result has elsewhere, such as a DOI; values are kept in one spelling (`schemes.normal_value`)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(
        _("kind"), max_length=10, choices=IdentifierScheme.choices, default=IdentifierScheme.DOI
    )  # fmt: skip
    value = models.CharField(_("identifier"), max_length=300)
    note = models.CharField(_("who gave it"), max_length=200, blank=True)
    # One version has a name of its own, beside that of the result as it goes on.
    names_version = models.BooleanField(_("names one version alone"), default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["names_version", "-id"]
        constraints = [models.UniqueConstraint(fields=["result", "scheme", "value"], name="identifier_once_per_result")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def clean(self) -> None:
        try:
            self.value = normal_value(self.scheme, self.value)
        except ValidationError as wrong:
            raise ValidationError({"value": wrong.messages}) from wrong

    @property
    def address(self) -> str:
        """Where it leads; "" if no one place knows."""
        return address_of(self.scheme, self.value)


class FitCard(models.Model):
    """Whether a result fits a stranger's Monday: for whom, how long, with what, how good it is known to be.

    Every question may stay open; an open one says nothing to the public. Codes are of `programme/data/fit.toml`.
    """

    LISTS = {"audiences": "audience", "learners": "learners", "levels": "level",
             "language_levels": "language_level", "qualities": "quality"}  # fmt: skip
    RANGES = (("age_from", "age_to"), ("group_from", "group_to"), ("time_from", "time_to"))

    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="fit")
    audiences = models.JSONField(_("who uses it"), default=list, blank=True)
    learners = models.JSONField(_("made with these learners in mind"), default=list, blank=True)
    levels = models.JSONField(_("level of education"), default=list, blank=True)
    age_from = models.PositiveSmallIntegerField(
        _("age from"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True, validators=[MaxValueValidator(120)])
    group_from = models.PositiveSmallIntegerField(
        _("group from"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    group_to = models.PositiveSmallIntegerField(
        _("group to"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    time_from = models.PositiveSmallIntegerField(
        _("time from"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    time_to = models.PositiveSmallIntegerField(
        _("time to"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    time_unit = models.CharField(_("counted in"), max_length=20, default="lessons")
    preparation = models.CharField(_("preparation"), max_length=20, blank=True)
    language_levels = models.JSONField(_("language level learners need"), default=list, blank=True)
    works_offline = models.CharField(_("works without the internet"), max_length=3, choices=YesNo.choices, blank=True)
    editable = models.CharField(_("others can edit it"), max_length=3, choices=YesNo.choices, blank=True)
    qualities = models.JSONField(_("evidence of quality"), default=list, blank=True)
    piloted_with = models.PositiveIntegerField(
        _("how many people tried it out"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
    )  # fmt: skip
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    field_versions = models.JSONField(default=dict, blank=True, editable=False)

    if TYPE_CHECKING:
        texts: RelatedManager["FitText"]

    class Meta:
        verbose_name = _("fit card")
        verbose_name_plural = _("fit cards")
        constraints = [
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=models.F("age_to")),
                name="fit_age_ascends",
            ),
            models.CheckConstraint(
                condition=Q(group_from__isnull=True)
                | Q(group_to__isnull=True)
                | Q(group_from__lte=models.F("group_to")),
                name="fit_group_ascends",
            ),
            models.CheckConstraint(
                condition=Q(time_from__isnull=True) | Q(time_to__isnull=True) | Q(time_from__lte=models.F("time_to")),
                name="fit_time_ascends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.result)

    def clean(self) -> None:
        """Refuse what would mislead a visitor who filters: ranges that run backwards, codes nobody knows."""
        wrong: dict[str, object] = {}
        for start, end in self.RANGES:
            low, high = getattr(self, start), getattr(self, end)
            if low is not None and high is not None and low > high:
                wrong[end] = _("“To” can’t be less than “from”.")
        for name, key in self.LISTS.items():
            codes = getattr(self, name)
            if not isinstance(codes, list) or set(codes) - set(known(key, codes)):
                wrong[name] = _("Choose from the list.")
        for name, key in (("time_unit", "unit"), ("preparation", "preparation")):
            code = getattr(self, name)
            if code and not known(key, [code]):
                wrong[name] = _("Choose from the list.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def minutes_from(self) -> int | None:
        return self.time_from * minutes_in(self.time_unit) if self.time_from else None

    @property
    def minutes_to(self) -> int | None:
        return self.time_to * minutes_in(self.time_unit) if self.time_to else None


class FitText(models.Model):
    """What a fit card says in words of one language."""

    card = models.ForeignKey(FitCard, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=5)
    materials = models.TextField(_("what you need at hand"), blank=True, max_length=1000)
    preparation = models.TextField(_("how to prepare"), blank=True, max_length=1000)
    quality_note = models.TextField(_("how you know that it is good"), blank=True, max_length=1000)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["card", "language"], name="fit_text_per_language")]

    def __str__(self) -> str:
        return f"{self.card} ({self.language})"
