"""What time does: steps of silence, people who left a team or closed their account, addresses that nobody needs."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from plon.accounts.models import User
from plon.corner.models import SentLetter
from plon.history.record import record
from plon.keepers.actions.changing import locked, saved
from plon.keepers.actions.ending import end_keeping
from plon.keepers.enums import OPEN, Follows, How, KeepingState, Silence
from plon.keepers.models import Keeper, Keeping
from plon.keepers.queries import retired
from plon.keepers.silence import STEPS, step_due
from plon.projects.models import Membership
from plon.results.enums import ResultState

AT_A_TIME = 500
# So long after the last result an address is kept, for questions about what was handed over.
KEPT_AFTER = datetime.timedelta(days=90)
_EVENTS = {
    Silence.REMINDED: "keeper.reminded",
    Silence.ORGANISATION: "keeper.organisation_asked",
    Silence.AGENCY: "keeper.agency_told",
}


def take_steps(now: datetime.datetime | None = None) -> int:
    """Take the steps of silence that are due, and return how many; bears being done twice. What ended rests."""
    moment = now or timezone.now()
    due = Q()
    for silence, step in STEPS.items():
        due |= Q(silence=silence, silent_since__lte=moment - step.after)
    found = Keeping.objects.filter(due, ~retired("result"), state__in=OPEN)
    found = found.exclude(result__state=ResultState.WITHDRAWN).order_by("silent_since", "pk")
    return sum(_take_step(keeping, moment) for keeping in list(found[:AT_A_TIME]))


@transaction.atomic
def _take_step(keeping: Keeping, now: datetime.datetime) -> bool:
    keeping = locked(keeping)
    step = step_due(keeping.silence, keeping.silent_since, now) if keeping.is_open else None
    if step is None:
        return False
    keeping.silence, keeping.silent_since = step, now
    saved(keeping)
    record(_EVENTS[step], by=None, subject=keeping, project_id=keeping.result.project_id)
    return True


@transaction.atomic
def expect_answers(keepings: Iterable[int], *, since: datetime.datetime) -> int:
    """Wait for an answer to a letter that went at `since`, from those who have not answered later; return how many."""
    waiting = Keeping.objects.filter(
        pk__in=list(keepings), state=KeepingState.KEEPING, silence=Silence.NONE, confirmed_at__lt=since
    )
    return waiting.update(silence=Silence.ASKED, silent_since=since)


def notice_losses() -> int:
    """End what is kept by people who closed their account or left the team; return how many. Bears being done twice."""
    _notice_accounts()
    gone = Q(keeper__account=None, keeper__had_account=True) | Q(keeper__account__is_active=False)
    member = Membership.objects.filter(project=OuterRef("result__project"), person=OuterRef("keeper__account"))
    held = Keeping.objects.filter(state__in=OPEN, is_agency=False)
    closed = list(held.filter(gone))
    held.filter(Exists(member), in_team=False).update(in_team=True)
    left = list(held.filter(~Exists(member), in_team=True).exclude(gone))
    for keeping in closed:
        end_keeping(keeping, by=None, how=How.ACCOUNT_GONE, follows=Follows.AGENCY)
    for keeping in left:
        end_keeping(keeping, by=None, how=How.LEFT_TEAM, follows=Follows.AGENCY)
    # Whoever is asked anew with the same address begins anew.
    Keeper.objects.filter(pk__in=[keeping.keeper_id for keeping in closed]).update(account=None, had_account=False)
    return len(closed) + len(left)


def leave_team(membership: Membership, by: User) -> None:
    """End at once what somebody keeps in a project whose team they leave."""
    held = Keeping.objects.filter(
        state__in=OPEN, keeper__account=membership.person_id, result__project=membership.project_id
    )
    for keeping in list(held):
        end_keeping(keeping, by=by, how=How.LEFT_TEAM, follows=Follows.AGENCY)


def _notice_accounts() -> None:
    """See which keepers have an account by now."""
    same = User.objects.filter(email__iexact=OuterRef("email"), is_active=True)
    for keeper in Keeper.objects.filter(Exists(same), account=None, had_account=False):
        account = User.objects.filter(email__iexact=keeper.email, is_active=True).first()
        Keeper.objects.filter(pk=keeper.pk, account=None).update(account=account, had_account=account is not None)


@transaction.atomic
def forget_keepers(now: datetime.datetime | None = None) -> int:
    """Erase names and addresses of those who keep nothing any more, by rule; for whom they kept what stays."""
    moment = now or timezone.now()
    needed = Keeping.objects.filter(keeper=OuterRef("pk")).filter(
        Q(state__in=OPEN) | Q(ended_at__gt=moment - KEPT_AFTER)
    )
    old = Keeper.objects.filter(~Exists(needed), created_at__lt=moment - KEPT_AFTER)
    gone = dict(old.values_list("pk", "email")[:AT_A_TIME])
    SentLetter.objects.filter(email__in=gone.values(), about__startswith="keep:").delete()
    Keeper.objects.filter(pk__in=gone).delete()
    return len(gone)
