"""What the portal does in the background."""

from functools import partial

from django.db import transaction
from django_tasks import task
from wagtail.models import Page

from plon.portal.models import Article, GuideText
from plon.portal.news.sizes import make_sizes


def make_sizes_soon(text: Article | GuideText) -> None:
    """Have the sizes of a text's pictures made by a worker, as soon as what was published is kept."""
    transaction.on_commit(partial(make_sizes_of.enqueue, text.pk))


@task()
def make_sizes_of(page_id: int) -> None:
    """Make the sizes that the page of a text will show, unless it was deleted meanwhile."""
    page = Page.objects.filter(pk=page_id).first()
    text = page.specific if page else None
    if isinstance(text, Article | GuideText):
        make_sizes(text)
