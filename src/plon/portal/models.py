"""What editors write: articles in folders per language, and the pictures in them."""

import datetime
import secrets
from contextlib import nullcontext
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.models import Page, Site

from plon.files.pictures import is_photo, prepare_photo
from plon.portal.blocks import ArticleBody, References
from plon.portal.cms.forms import ArticleForm, name_is_taken
from plon.portal.cms.models import SecondLook, TranslationNote
from plon.portal.enums import ArticleKind
from plon.portal.guidetexts.models import GuideFolder, GuideOrigin, GuideText
from plon.portal.names import free_name, name_from, spell
from plon.portal.reading import url_parts
from plon.programme.codelists import codelist

__all__ = [
    "Article", "ArticleFolder", "ArticleTag", "GuideFolder", "GuideOrigin", "GuideText", "Picture", "Rendition",
    "SecondLook", "ShownPicture", "TranslationNote",
]  # fmt: skip

LONGEST_LEAD = 500


def picture_licences() -> list[tuple[str, str]]:
    """Return the licences that a picture may have, in the language in use."""
    language = translation.get_language() or "pl"
    return codelist("licences").choices(language)


class Picture(AbstractImage):
    """A picture of the portal, with who made it and what may be done with it."""

    author = models.CharField(_("author"), max_length=200, help_text=_("Who took the photo or drew the picture."))
    licence = models.CharField(
        _("licence"), max_length=40, choices=picture_licences,
        help_text=_("What its author allows. Without a licence or consent a picture can't be published."),
    )  # fmt: skip
    source = models.CharField(
        _("where it comes from"), max_length=200, blank=True, validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("The address, if it is from the web."),
    )  # fmt: skip

    # As Wagtail's, but accounts know nothing of it.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    admin_form_fields = (*Image.admin_form_fields, "author", "licence", "source")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Keep it under a name that nobody guesses: what is not published yet is found by nobody."""
        ending = filename.rpartition(".")[2].lower()
        return f"portal/{secrets.token_hex(16)}.{ending}"

    def generate_rendition_file(self, filter: Filter, *, source: File[bytes] | None = None) -> File[bytes]:  # noqa: A002 - Wagtail's name
        """Make it in one size without what its original says of places and people, and close what was open."""
        opened = nullcontext(source) if source else self.open_file()
        with opened as original, super().generate_rendition_file(filter, source=original) as made:
            content = prepare_photo(made, made.size).content if is_photo(made) else made.read()
            return ContentFile(content, name=made.name)

    @property
    def default_alt_text(self) -> str:
        """What it shows, in words; the title is no description (WCAG 2.2, 1.1.1)."""
        return str(self.description)


class Rendition(AbstractRendition):
    """A picture in one size, handed out to everybody."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    # Pages bring all sizes along in one question; what one process remembers, another may have deleted.
    cache_backend = DummyCache("", {})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]

    def get_upload_to(self, filename: str) -> str:
        return f"portal/{filename}"

    @property
    def url(self) -> str:
        return reverse("portal_picture", args=[str(self.file.name).rpartition("/")[2]])


class ShownPicture(models.Model):
    """A page that shows a picture in the text that was published last: as long as that is out, everybody sees both."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="shown_on")
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("picture that is shown")
        verbose_name_plural = _("pictures that are shown")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [models.UniqueConstraint(fields=["page", "picture"], name="picture_shown_once_per_page")]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.page_id}"


class ArticleFolder(Page):
    """All articles of one language."""

    template = "portal/news/index.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["portal.Article"]
    private_page_options: ClassVar[list[str]] = []
    max_count = 2

    class Meta:
        verbose_name = _("articles of one language")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        return url_parts(self, "portal:news")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from plon.portal.news.views import news  # the views know the models

        return news(request)


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("portal.Article", on_delete=models.CASCADE, related_name="tagged_items")


class Article(Page):
    """A piece of news, or the report of a training or meeting, in one language.

    Attributes:
        related: results and projects that it leads to.
    """

    kind = models.CharField(_("what it is"), max_length=10, choices=ArticleKind.choices, default=ArticleKind.NEWS)
    lead = models.TextField(
        _("lead"), validators=[MaxLengthValidator(LONGEST_LEAD)],
        help_text=_("Two or three sentences that say it all. They stand in lists, feeds and newsletters."),
    )  # fmt: skip
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField(
        _("what the picture shows, in this language"), max_length=300, blank=True,
        help_text=_("For those who don't see it. Left empty, the description that came with the picture is read."),
    )  # fmt: skip
    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)
    related = StreamField(
        References(), verbose_name=_("results that go with it"), blank=True,
        help_text=_("Readers find them below the text."),
    )  # fmt: skip
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))

    slug: str
    parent_page_types: ClassVar[list[str]] = ["portal.ArticleFolder"]
    subpage_types: ClassVar[list[str]] = []
    # What is published is everybody's; there is no lock for some readers.
    private_page_options: ClassVar[list[str]] = []
    template = "portal/news/article.html"

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("body"),
        FieldPanel("related"),
        FieldPanel("tags", help_text=_("Words by which readers narrow the list, for example: schools, rivers.")),
    ]
    address_panels: ClassVar[list[Any]] = [
        FieldPanel("slug", help_text=_("The end of the article's address; it is made from the title.")),
    ]
    base_form_class = ArticleForm
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Article")),
            ObjectList([*address_panels, PublishingPanel()], heading=pgettext_lazy("of a page", "Address")),
        ]
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._spell_address()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._spell_address()
        super().minimal_clean()

    def _spell_address(self) -> None:
        """Keep its address in plain letters, whatever its title is written in."""
        spelt = spell(self.slug or "")
        is_free = not (self._state.adding and self.is_name_taken(spelt))
        self.slug = spelt if spelt and is_free else free_name(spelt or name_from(self.title), self.is_name_taken)

    def is_name_taken(self, name: str) -> bool:
        """Tell whether another article has this name, in whichever language; its own texts may share one."""
        others = Article.objects.filter(slug=name).exclude(pk=self.pk)
        return bool(others.exclude(translation_key=self.translation_key).exists())

    def clean(self) -> None:
        """Keep the address of what was out.

        Raises:
            ValidationError: it was published under another address, to which others lead; or another article has it.
        """
        super().clean()
        out = (
            Article.objects.filter(pk=self.pk, first_published_at__isnull=False).values_list("slug", flat=True).first()
        )
        if out and out != self.slug:
            told = _(
                "This was published under the address “%(slug)s”, and others link to it. Leave the address as it is."
            )
            raise ValidationError({"slug": ValidationError(told, params={"slug": out})})
        if not self._state.adding and self.is_name_taken(self.slug):
            raise ValidationError({"slug": name_is_taken(self.slug)})

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        return url_parts(self, "portal:article", self.slug)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str:
        """Return its path; there is one site, so nobody has to be asked which."""
        return self.get_url_parts(request)[2]

    url = property(get_url)

    def get_absolute_url(self) -> str:
        return self.get_url()

    @property
    def picture_words(self) -> str:
        """What its picture shows, in words; "" without one."""
        return self.picture_alt or (self.picture.default_alt_text if self.picture else "")

    @property
    def updated_at(self) -> datetime.datetime:
        """When its public text changed last."""
        moment: datetime.datetime = self.last_published_at or self.latest_revision_created_at or timezone.now()
        return moment

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from plon.portal.news.views import show_article  # the views know the models

        return show_article(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show what is being written as readers will see it."""
        return self.serve(request)
