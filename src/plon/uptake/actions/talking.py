"""A conversation with who asked: both sides write through Plon, neither sees an address."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.uptake.letters.sending import send_reply_on_commit
from plon.uptake.models import Contact, Inquiry, Reply
from plon.uptake.refusals import Closed

# After the end, the address is kept so long, for a last word.
AFTER_CLOSING = datetime.timedelta(days=30)


@transaction.atomic
def reply(inquiry: Inquiry, *, by: User, words: str) -> Reply:
    """Answer who asked; the letter goes from Plon's own address.

    Raises:
        Closed: the conversation is over, or the address is gone.
        ValidationError: nothing was written, or too much.
    """
    inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("result", "contact").get(pk=inquiry.pk)
    if inquiry.closed_at or inquiry.contact is None or not inquiry.confirmed_at:
        raise Closed(_("This conversation is over: the address of who asked is no longer kept."))
    said = Reply(inquiry=inquiry, by=by, words=words.strip())
    said.full_clean()
    said.save()
    inquiry.answered_at = said.said_at
    inquiry.save(update_fields=["answered_at"])
    record("inquiry.answered", by=by, subject=inquiry, project_id=inquiry.result.project_id)
    send_reply_on_commit(said)
    return said


@transaction.atomic
def ask_again(contact: Contact, *, words: str) -> Reply:
    """Let who asked go on; the question waits again.

    Raises:
        Closed: the conversation is over.
        ValidationError: nothing was written, or too much.
    """
    inquiry = Inquiry.objects.select_for_update(of=("self",)).filter(contact=contact).select_related("result").first()
    if inquiry is None or inquiry.closed_at or not inquiry.confirmed_at:
        raise Closed(_("This conversation is over. You can ask a new question on the page of the result."))
    said = Reply(inquiry=inquiry, is_from_asker=True, words=words.strip())
    said.full_clean()
    said.save()
    inquiry.answered_at = None
    inquiry.save(update_fields=["answered_at"])
    record("inquiry.asked_again", by=None, subject=inquiry, project_id=inquiry.result.project_id)
    send_reply_on_commit(said)
    return said


@transaction.atomic
def close(inquiry: Inquiry, *, by: User) -> None:
    """End a conversation; the address goes a month later."""
    inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("result", "contact").get(pk=inquiry.pk)
    if inquiry.closed_at is None:
        inquiry.closed_at = timezone.now()
        inquiry.save(update_fields=["closed_at"])
        if inquiry.contact:
            ends = timezone.localdate() + AFTER_CLOSING
            Contact.objects.filter(pk=inquiry.contact.pk, erase_on__gt=ends).update(erase_on=ends)
        record("inquiry.closed", by=by, subject=inquiry, project_id=inquiry.result.project_id)
