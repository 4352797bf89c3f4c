"""What goes: by the day that people were told, when rounds are over, or because somebody asks. The figures stay."""

import datetime
import secrets

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from plon.accounts.models import User
from plon.history.record import record
from plon.responses.models import FreeText, IdentifiedResponse, PairSecret, Receipt, Response, RoundFigures
from plon.responses.traces import overwriting
from plon.surveys.enums import Moment, SurveyState
from plon.surveys.models import Round, Survey

# So long after its close a phone that was without connection may still ask whether its sheet had arrived.
GRACE = datetime.timedelta(days=30)
ROWS = (Response, FreeText, IdentifiedResponse, Receipt)


def erase_due() -> None:
    """Erase the answers of surveys whose day has come; done every day (`jobs.schedule`)."""
    due = Survey.objects.filter(keep_until__lte=timezone.localdate())
    for survey in due.filter(_has_answers()).distinct():
        erase_answers(survey)


def _has_answers() -> Q:
    names = ("responses", "free_texts", "identified_responses", "receipts")
    return Q(*((f"rounds__{name}__isnull", False) for name in names), _connector=Q.OR)


@transaction.atomic
def erase_answers(survey: Survey) -> None:
    """Erase every sheet of a survey. What its rounds showed stays, and nothing more will ever be shown of them."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    with overwriting():
        for model in ROWS:
            model.objects.filter(round__survey=survey).delete()
        PairSecret.objects.filter(survey=survey).delete()
    record("survey.answers_erased", by=None, subject=survey, project_id=survey.project_id)


@transaction.atomic
def erase_sheet(sheet: IdentifiedResponse, *, by: User) -> None:
    """Erase what one person answered with her name, because she asks for it. The figures tell nothing of her and stay.

    A sheet that is in no figures yet will be in none. The history says that it happened, not whose it was.
    """
    asked = Round.objects.select_for_update(of=("self",)).select_related("survey").get(pk=sheet.round_id)
    fresh = IdentifiedResponse.objects.filter(pk=sheet.pk).first()
    if fresh is None:
        return
    if not fresh.is_counted:
        RoundFigures.objects.filter(round=asked).update(received=F("received") - 1, waiting=F("waiting") - 1)
    with overwriting():
        fresh.delete()
    record("survey.sheet_erased", by=by, subject=asked.survey, project_id=asked.survey.project_id)


def forget_due() -> None:
    """Forget what served while rounds were open: receipts, sheets that were too few, the secret of codes."""
    over = Round.objects.filter(state=SurveyState.CLOSED, closed_at__lte=timezone.now() - GRACE)
    with transaction.atomic(), overwriting():
        Receipt.objects.filter(round__in=over).delete()
        for model in (Response, FreeText):
            model.objects.filter(round__in=over, is_counted=False).delete()
    for survey in Survey.objects.filter(pair_secret__isnull=False):
        rounds = survey.rounds.all()
        last = rounds.filter(pk__in=over, moment__in=(Moment.AFTER, Moment.LATER))
        if last.exists() and not rounds.exclude(pk__in=over).exists():
            forget_codes(survey)


@transaction.atomic
def forget_codes(survey: Survey) -> None:
    """Put chance in the place of locked codes, the same for both sheets of a person, and destroy their secret.

    From then on not even who has every key can try out codes until one fits.
    """
    rounds = Round.objects.select_for_update(of=("self",)).filter(survey=survey)
    rows = list(Response.objects.filter(round__in=list(rounds)).exclude(pair=""))
    chance = {row.pair: secrets.token_hex(32) for row in rows}
    for row in rows:
        row.pair = chance[row.pair]
    with overwriting():
        Response.objects.bulk_update(rows, ["pair"], batch_size=500)
        PairSecret.objects.filter(survey=survey).delete()
