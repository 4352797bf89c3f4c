"""Who sees a picture: everybody while a text that is out shows it, or a newsletter that went out; officers always."""

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from plon.newsletter.models import IssueItem
from plon.portal.models import Article, GuideText, Picture, Rendition, ShownPicture
from plon.portal.news.sizes import pictures_in


def note_shown(text: Article | GuideText) -> None:
    """Remember which pictures the text shows that was just published."""
    wanted = {picture.pk for picture in pictures_in(text)}
    before = ShownPicture.objects.filter(page_id=text.pk)
    before.exclude(picture_id__in=wanted).delete()
    new = [ShownPicture(page_id=text.pk, picture_id=key) for key in wanted]
    ShownPicture.objects.bulk_create(new, ignore_conflicts=True)


def find_size(name: str) -> tuple[Rendition, bool] | None:
    """Return a picture in one size by its file's name, and whether everybody sees it; in one question, mostly."""
    shown = ShownPicture.objects.filter(picture_id=OuterRef("image_id"), page__live=True)
    found = Rendition.objects.filter(file=f"portal/{name}").annotate(is_shown=Exists(shown)).first()
    return (found, found.is_shown or _went_out(name)) if found else None


def _went_out(name: str) -> bool:
    """Tell whether a number of the newsletter that went out shows it: letters are never taken back."""
    sent = IssueItem.objects.filter(issue__published_at__isnull=False)
    return sent.annotate(said=Cast("texts", TextField())).filter(said__contains=f"/{name}").exists()


def is_in_use(picture: Picture) -> bool:
    """Tell whether a text shows a picture: one that is or was out, a draft, or one that is to appear later."""
    if picture.shown_on.exists() or Article.objects.filter(picture=picture).exists() or picture.get_usage():
        return True
    unpublished = Q(content_type__model__in=("article", "guidetext"), content_type__app_label="portal")
    newest = Article.objects.values("latest_revision"), GuideText.objects.values("latest_revision")
    is_kept = Q(pk__in=newest[0]) | Q(pk__in=newest[1]) | Q(approved_go_live_at__isnull=False)
    drafts = Revision.page_revisions.filter(unpublished & is_kept)
    return any(picture.pk == shown.pk for draft in drafts.iterator() for shown in pictures_in(draft.as_object()))
