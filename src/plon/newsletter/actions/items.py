"""What a number tells of: taken in, put in order, worded, taken out."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.newsletter.actions.issues import lock_draft
from plon.newsletter.items import Item, Offer
from plon.newsletter.models import Issue, IssueItem
from plon.newsletter.refusals import NotReady, WrongMoment
from plon.pages import whole_address

# More than this nobody reads in one letter.
MOST_ITEMS = 40
MOST_TITLE, MOST_SUMMARY = 300, 800


@transaction.atomic
def add_items(issue: Issue, offers: Iterable[Offer], *, by: User) -> int:
    """Copy things into a number, at its end; what it has already stays as it is. Return how many are new.

    Raises:
        WrongMoment: its sending has begun.
        NotReady: it would hold more than `MOST_ITEMS`.
    """
    issue = lock_draft(issue)
    held = set(issue.items.values_list("key", flat=True))
    new = list({offer.key: offer for offer in offers if offer.key not in held}.values())
    if len(held) + len(new) > MOST_ITEMS:
        raise NotReady(
            _("A letter of more than %(most)s things is read by nobody. Choose fewer."), {"most": MOST_ITEMS}
        )
    last = issue.items.aggregate(last=Max("position"))["last"] or 0
    rows = [
        IssueItem(
            issue=issue, kind=offer.kind[:20], key=offer.key, on=offer.on, position=last + number,
            texts={language: _texts_of(item) for language, item in offer.texts.items()},
        )
        for number, offer in enumerate(new, 1)
    ]  # fmt: skip
    for row in rows:
        row.full_clean(exclude=["issue"])
        row.save()
    if rows:
        record("newsletter.changed", by=by, subject=issue)
    return len(rows)


def _texts_of(item: Item) -> dict[str, str]:
    return {
        "title": item.title[:MOST_TITLE], "summary": shortened(item.summary), "address": _whole(item.address),
        "image": _whole(item.image), "image_alt": item.image_alt[:MOST_TITLE],
    }  # fmt: skip


def shortened(text: str, most: int = 400) -> str:
    """Return the beginning of a text, at most so long, ended at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _whole(address: str) -> str:
    return whole_address(address) if address.startswith("/") else address


@transaction.atomic
def change_item(item: IssueItem, *, by: User, texts: Mapping[str, Mapping[str, str]]) -> IssueItem:
    """Word title and summary otherwise, for this number alone; in a language that it has.

    Raises:
        WrongMoment: the number has gone out, or the thing was taken out of it.
        NotReady: a title is empty.
    """
    issue = lock_draft(item.issue)
    found = _kept(issue, item)
    for language, held in found.texts.items():
        told = texts.get(language, {})
        title = " ".join(told.get("title", held["title"]).split())
        if not title:
            raise NotReady(_("A title is missing."), field=f"title_{language}")
        held["title"], held["summary"] = title[:MOST_TITLE], told.get("summary", held["summary"]).strip()[:MOST_SUMMARY]
    found.full_clean(exclude=["issue"])
    found.save()
    record("newsletter.changed", by=by, subject=issue)
    return found


def _kept(issue: Issue, item: IssueItem) -> IssueItem:
    found = issue.items.filter(pk=item.pk).first()
    if found is None:
        raise WrongMoment(_("Somebody else has taken this out of the number."))
    return found


@transaction.atomic
def move_item(item: IssueItem, *, by: User, up: bool) -> None:
    """Change places with the neighbour before or after; at the end of the list nothing happens.

    Raises:
        WrongMoment: the number has gone out, or the thing was taken out of it.
    """
    issue = lock_draft(item.issue)
    _kept(issue, item)
    rows = list(issue.items.all())
    at = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        return
    rows[at], rows[other] = rows[other], rows[at]
    for number, row in enumerate(rows, 1):
        row.position = number
    IssueItem.objects.bulk_update(rows, ["position"])
    record("newsletter.changed", by=by, subject=issue)


@transaction.atomic
def remove_item(item: IssueItem, *, by: User) -> None:
    """Take something out of a number; it can be taken in again from what is offered.

    Raises:
        WrongMoment: the number has gone out.
    """
    issue = lock_draft(item.issue)
    if issue.items.filter(pk=item.pk).delete()[0]:
        record("newsletter.changed", by=by, subject=issue)
