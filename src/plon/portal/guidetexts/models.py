"""Guides that the agency words itself: each in one language, in the place of the text that came with Plon."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from plon.portal.blocks import ArticleBody, Lines
from plon.portal.guidefiles import filed_guide
from plon.portal.reading import url_parts

LONGEST_SUMMARY = 300


class GuideFolder(Page):
    """All guides of one language that the agency words itself."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["portal.GuideText"]
    private_page_options: ClassVar[list[str]] = []
    max_count = 2

    class Meta:
        verbose_name = _("guides of one language")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        return url_parts(self, "portal:guide")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from plon.portal.views import guide  # the views know the models

        return guide(request)


class GuideText(Page):
    """The agency's own text of a guide. Its address, question and neighbours stay those of the file's.

    Attributes:
        checklist: what to tick off.
        sources: where its facts come from.
    """

    summary = models.TextField(
        _("summary"), validators=[MaxLengthValidator(LONGEST_SUMMARY)],
        help_text=_("One or two sentences: what the reader will be able to do. They stand in the list of guides too."),
    )  # fmt: skip
    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)
    checklist = StreamField(
        Lines(), verbose_name=_("checklist"), blank=True, help_text=_("What to tick off, each a short sentence.")
    )
    sources = StreamField(
        Lines(), verbose_name=_("where the facts come from"), blank=True,
        help_text=_("Rules, guides, pages that say so, each with its place."),
    )  # fmt: skip

    slug: str
    # It is taken from the list of guides; there is no guide beside those.
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["portal.GuideFolder"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []
    template = "portal/guide_page.html"

    content_panels: ClassVar[list[Any]] = [
        # The address is fixed, so the title gives none: the system's own panel would look for its field.
        FieldPanel("title", classname="title", help_text=_("Short, as links name the guide.")),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("checklist"),
        FieldPanel("sources"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Guide")),
            ObjectList([PublishingPanel()], heading=pgettext_lazy("of a page", "When it appears")),
        ]
    )

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def clean(self) -> None:
        """Keep it the text of a guide that there is.

        Raises:
            ValidationError: no guide has its address.
        """
        super().clean()
        if filed_guide(self.slug, self.locale.language_code) is None:
            raise ValidationError(_("No guide has this address; it stays as it is."))

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        return url_parts(self, "portal:guide_page", self.slug)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str:
        """Return its path, which is the guide's own."""
        return self.get_url_parts(request)[2]

    url = property(get_url)

    def get_absolute_url(self) -> str:
        return self.get_url()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from plon.portal.views import show_text  # the views know the models

        return show_text(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show what is being written as readers will see it."""
        return self.serve(request)


def said_now(text: GuideText) -> str:
    """Return what the file says today in whose place a text stands; "" if a release took the guide away."""
    filed = filed_guide(text.slug, text.locale.language_code)
    return filed.said if filed else ""


class GuideOrigin(models.Model):
    """What the file said that a text was taken from, or was compared with last: a release may change the file.

    Attributes:
        said: all of it, so that it can be told what changed since.
        at: when it was taken or compared.
    """

    text = models.OneToOneField(GuideText, on_delete=models.CASCADE, related_name="origin")
    said = models.TextField()
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("what a guide was taken from")
        verbose_name_plural = _("what guides were taken from")
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.text_id} {self.at:%Y-%m-%d}"
