"""Somebody outside answers, changes the answer, or takes the word back that they may be asked."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.history.record import record
from plon.outcomes.actions.agreeing import end_wish, forget
from plon.outcomes.enums import MONTHS, Shown
from plon.outcomes.models import Agreement, Answer, Call
from plon.outcomes.refusals import NothingAsked

# Who answered the last question may still mend it for so long.
AFTER_THE_LAST = datetime.timedelta(days=30)
FIELDS = ("still", "change", "words", "people", "shown", "quote", "signed")


@transaction.atomic
def answer(agreement: Agreement, *, values: Mapping[str, Any], language: str) -> Answer:
    """Keep what somebody answers to the newest letter; answered again, it is changed.

    Args:
        agreement: whose word it is.
        values: see `FIELDS`.
        language: in which it was written.

    Raises:
        NothingAsked: no letter has gone yet.
        ValidationError: something is missing or malformed.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("project").get(pk=agreement.pk)
    call = newest_call(agreement)
    if call is None:
        raise NothingAsked(_("Nothing is asked at present. The next letter brings you back here."))
    known = Answer.objects.filter(call=call).first()
    found = known or Answer(call=call)
    for name in FIELDS:
        setattr(found, name, values.get(name, getattr(found, name)))
    if found.shown == Shown.NOTHING:
        found.quote, found.signed = "", ""
    found.language, found.answered_on = language, timezone.localdate()
    found.full_clean(exclude=["call"])
    found.save()
    kind = "outcome.changed_answer" if known else "outcome.answered"
    record(kind, by=None, subject=agreement.project, project_id=agreement.project_id)
    if call.months == MONTHS[-1]:
        ends = timezone.localdate() + AFTER_THE_LAST
        Agreement.objects.filter(pk=agreement.pk, erase_on__gt=ends).update(erase_on=ends)
    return found


def newest_call(agreement: Agreement) -> Call | None:
    """Return the newest letter that went to somebody; None before the first."""
    return Call.objects.filter(thread=agreement.public_id, sent_at__isnull=False).order_by("-months").first()


@transaction.atomic
def withdraw(agreement: Agreement, *, answers_too: bool = False) -> None:
    """Take back the word that one may be asked: the address is erased and no letter comes any more.

    Args:
        agreement: whose.
        answers_too: what was answered is erased, too.
    """
    agreement = (
        Agreement.objects.select_for_update(of=("self",)).select_related("project", "use__contact").get(pk=agreement.pk)
    )
    end_wish(agreement)
    if answers_too:
        Answer.objects.filter(call__thread=agreement.public_id).delete()
    forget(agreement)
