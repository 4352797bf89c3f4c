"""Published results as things that a number of the newsletter can tell of."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plon.newsletter.items import MOST_OFFERED, Item
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.texts import mask_addresses, plain_text


def new_results(since: datetime.date, language: str) -> list[Item]:
    """Return results published since a day that have a text in a language, the newest first. 2 queries."""
    begin = timezone.make_aware(datetime.datetime.combine(since, datetime.time.min))
    found = (
        Result.objects.filter(state=ResultState.PUBLISHED, published_at__gte=begin)
        # One text per language, so each result comes once.
        .filter(texts__language=language, texts__title__gt="")
        .prefetch_related("texts")
        .order_by("-published_at", "-pk")
    )
    with override(language):
        return [_item(result, language) for result in found[:MOST_OFFERED]]


def _item(result: Result, language: str) -> Item:
    text = result.text_in(language)
    return Item(
        title=text.title if text else result.working_title,
        summary=mask_addresses(plain_text(text.summary)) if text else "",
        address=result.get_absolute_url(),
        image=reverse("result_cover", args=[result.public_id, 640]) if result.cover else "",
        on=timezone.localdate(result.published_at),
        image_alt=result.cover_alt,
    )
