"""Collections: results and projects that somebody chose, put in order and commented, to be passed on."""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plon.collections.enums import Visibility
from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import INTERFACE_LANGUAGES, best_language

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


def new_secret() -> str:
    """Return what nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class Collection(models.Model):
    """What somebody gathered. The agency's collections belong to nobody: every officer keeps them.

    `byline` is how the keeper signs to the public; names of accounts are never shown there.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="collections"
    )
    is_agency = models.BooleanField(_("collection of the agency"), default=False, editable=False)
    byline = models.CharField(_("signed as"), max_length=120, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    # What stands in the address for whoever has the link; a new one ends the old address.
    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)
    featured_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_reason = models.TextField(_("why it was hidden"), blank=True, max_length=1000)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    shown_since = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    if TYPE_CHECKING:
        texts: RelatedManager["CollectionText"]
        entries: RelatedManager["Entry"]

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_agency=True, owner__isnull=True) | Q(is_agency=False, owner__isnull=False),
                name="collection_of_a_person_or_the_agency",
            ),
            models.CheckConstraint(
                condition=Q(featured_at__isnull=True) | Q(is_agency=True), name="only_the_agency_is_featured"
            ),
        ]
        indexes = [models.Index(fields=["visibility", "-shown_since"], name="collection_newest_public")]

    def __str__(self) -> str:
        return self.title_in("en") or self.public_id

    @property
    def is_shown(self) -> bool:
        """Whether everybody sees it."""
        return self.visibility == Visibility.PUBLIC and self.hidden_at is None and self.removed_at is None

    def text_in(self, language: str) -> "CollectionText | None":
        """Return the text for somebody who reads `language` (prefetched texts are used)."""
        by_language = {text.language: text for text in self.texts.all() if text.title}
        best = best_language(by_language, language)
        return by_language[best] if best else None

    def title_in(self, language: str) -> str:
        text = self.text_in(language)
        return text.title if text else ""

    def get_absolute_url(self) -> str:
        return reverse("collections:collection", args=[self.public_id])

    def get_shared_url(self) -> str:
        """The address for whoever has the link."""
        return reverse("collections:shared", args=[self.secret])


class CollectionText(models.Model):
    """Title and introduction in one language."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"), max_length=5, choices=[(language, language) for language in INTERFACE_LANGUAGES]
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("introduction"), blank=True, max_length=4000)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "language"], name="one_collection_text_per_language")
        ]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One result or project in a collection, and why it is there. A removed one can be put back."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    result = models.ForeignKey(
        Result, on_delete=models.CASCADE, null=True, blank=True, related_name="collection_entries"
    )
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="collection_entries"
    )
    note = models.TextField(_("why it is here"), blank=True, max_length=1000)
    # In which language the note was written: the one its keeper was reading.
    note_language = models.CharField(max_length=5, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=False, project__isnull=True) | Q(result__isnull=True, project__isnull=False),
                name="entry_is_a_result_or_a_project",
            ),
            models.UniqueConstraint(
                fields=["collection", "result"],
                condition=Q(removed_at__isnull=True, result__isnull=False),
                name="result_once_in_a_collection",
            ),
            models.UniqueConstraint(
                fields=["collection", "project"],
                condition=Q(removed_at__isnull=True, project__isnull=False),
                name="project_once_in_a_collection",
            ),
        ]

    def __str__(self) -> str:
        return str(self.result or self.project)
