"""What is to be told, to whom: read from how each result stands; a letter that did not go goes the next time."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.keepers.enums import Follows, How, KeepingState, Silence
from plon.keepers.models import Keeper, Keeping
from plon.keepers.queries import LIVING
from plon.plans.models import UsePlan
from plon.programme.lasting import RETIRE
from plon.projects.enums import TeamRole
from plon.projects.models import Membership
from plon.results.enums import ResultState
from plon.results.models import Result

# How long a letter that didn't go is tried again.
TRIED_FOR = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a letter; `keeper` if they get it as somebody who keeps or is asked to, else they have an account."""

    email: str
    name: str
    language: str
    time_zone: str
    keeper: Keeper | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing to tell one person. `kind` names the words (see `composing.WORDS`)."""

    kind: str
    reader: Reader
    result: Result
    about: str
    keeping: Keeping | None = None
    reason: str = ""


def reader_of(person: User | Keeper) -> Reader:
    keeper = person if isinstance(person, Keeper) else None
    return Reader(person.email.lower(), person.name, person.language, person.time_zone, keeper)


class People:
    """The teams, the agency and who keeps what, of the results that letters are about: read at once."""

    def __init__(self, results: Collection[Result]) -> None:
        self._teams: dict[int, list[Membership]] = {}
        members = Membership.objects.filter(
            project__in={result.project_id for result in results}, person__is_active=True
        )
        for member in members.select_related("person").order_by("pk"):
            self._teams.setdefault(member.project_id, []).append(member)
        self._living: dict[int, list[Keeping]] = {}
        living = Keeping.objects.filter(LIVING, result__in=[result.pk for result in results], keeper__isnull=False)
        for keeping in living.select_related("keeper"):
            self._living.setdefault(keeping.result_id, []).append(keeping)
        roles = (PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR)
        self.officers = list(User.objects.filter(role__in=roles, is_active=True).order_by("pk"))

    def leads(self, result: Result) -> list[User]:
        team = self._teams.get(result.project_id, ())
        return [member.person for member in team if member.role == TeamRole.COORDINATOR]

    def others_of(self, keeping: Keeping) -> list[User]:
        """Return the organisation's other people in the team, and who leads it."""
        team = self._teams.get(keeping.result.project_id, ())
        address = keeping.keeper.email if keeping.keeper else ""
        return [
            member.person
            for member in team
            if member.role == TeamRole.COORDINATOR
            or (member.organisation_id is not None and member.organisation_id == keeping.organisation_id)
            if member.person.email.lower() != address
        ]

    def keepers(self, result: Result) -> list[Keeper]:
        return [each.keeper for each in self._living.get(result.pk, ()) if each.keeper]

    def is_kept(self, result: Result) -> bool:
        return bool(self._living.get(result.pk))


def occasions_at(now: datetime.datetime, of: Collection[int] | None = None) -> list[Occasion]:
    """Return what is to be told at `now`, told already or not; of these keepings only, if they are named."""
    since = now - TRIED_FOR
    recent = Q(silent_since__gt=since) | Q(ended_at__gt=since) | Q(accepted_at__gt=since, takes_over__isnull=False)
    found = Keeping.objects.filter(recent) if of is None else Keeping.objects.filter(recent, pk__in=of)
    found = found.select_related("result__project", "keeper", "asked_by", "takes_over__keeper", "organisation")
    keepings = list(found.prefetch_related("result__texts").order_by("pk"))
    people = People([keeping.result for keeping in keepings])
    return [occasion for keeping in keepings for occasion in _of_keeping(keeping, people)]


def retirements_at(now: datetime.datetime, of: Collection[int] | None = None) -> list[Occasion]:
    """Return whom to tell of public results that ended on purpose, today or a few days ago; of these plans only."""
    today = timezone.localdate(now)
    ended = UsePlan.objects.filter(form=RETIRE, until__range=(today - TRIED_FOR, today))
    ended = ended.filter(result__state=ResultState.PUBLISHED)
    ended = ended if of is None else ended.filter(pk__in=of)
    plans = list(ended.select_related("result__project").prefetch_related("result__texts").order_by("pk"))
    people = People([plan.result for plan in plans])
    return [
        Occasion("retired", reader, plan.result, f"keep:retired:{plan.pk}:{plan.until}", reason=plan.risk)
        for plan in plans
        for reader in _unique([*people.leads(plan.result), *people.officers, *people.keepers(plan.result)])
    ]


def _unique(people: Iterable[User | Keeper]) -> list[Reader]:
    readers: dict[str, Reader] = {}
    for person in people:
        readers.setdefault(person.email.lower(), reader_of(person))
    return list(readers.values())


def _of_keeping(keeping: Keeping, people: People) -> Iterator[Occasion]:
    kind, told = _told(keeping, people)
    moment = keeping.ended_at or keeping.silent_since or keeping.accepted_at
    for reader in _unique(told):
        about = f"keep:{kind}:{keeping.public_id}:{moment:%y%m%d%H%M}"
        yield Occasion(kind, reader, keeping.result, about, keeping)


def _told(keeping: Keeping, people: People) -> tuple[str, list[User | Keeper]]:
    """Return which letter a keeping has, and whom it goes to."""
    if keeping.state == KeepingState.DECLINED:
        return "declined", _askers(keeping)
    if keeping.state == KeepingState.ENDED:
        return _told_of_end(keeping, people)
    if keeping.silence == Silence.NONE:
        return "accepted", _askers(keeping)
    if keeping.silence == Silence.ORGANISATION:
        return "organisation", list(people.others_of(keeping))
    if keeping.silence == Silence.AGENCY:
        # The agency is troubled where nobody else is left.
        return "agency", [] if people.is_kept(keeping.result) else list(people.officers)
    if keeping.keeper is None:
        return "ask", []
    if keeping.silence == Silence.REMINDED:
        return "remind", [keeping.keeper]
    # Who keeps it already was asked by the letter of the half-year.
    return "ask", [keeping.keeper] if keeping.state == KeepingState.ASKED else []


def _askers(keeping: Keeping) -> list[User | Keeper]:
    """Return who waits for an answer: who asked, and who hands it over."""
    asked: list[User | Keeper] = [keeping.asked_by] if keeping.asked_by and keeping.asked_by.is_active else []
    if keeping.takes_over and keeping.takes_over.keeper:
        asked.append(keeping.takes_over.keeper)
    own = keeping.keeper.email if keeping.keeper else ""
    return [person for person in asked if person.email.lower() != own]


def _told_of_end(keeping: Keeping, people: People) -> tuple[str, list[User | Keeper]]:
    if keeping.follows == Follows.AGENCY:
        return "lost", [*people.leads(keeping.result), *people.officers]
    if keeping.accepted_at is None or keeping.follows == Follows.RETIRE:
        return "ended", []  # nothing was kept, or the letter of the retirement says it
    if keeping.ended_how == How.REMOVED:
        return "removed", [keeping.keeper] if keeping.keeper else []
    if keeping.ended_how in {How.STEPPED_DOWN, How.LEFT_TEAM, How.ACCOUNT_GONE}:
        return "ended", list(people.leads(keeping.result))
    return "ended", []
