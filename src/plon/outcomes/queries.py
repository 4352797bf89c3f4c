"""Reading outcome calls: figures for everybody, answers for the team, and the person behind a secret."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.accounts.models import User
from plon.outcomes.enums import Change, Kind, Still
from plon.outcomes.letters.claims import asked_of
from plon.outcomes.models import Agreement, Answer, Call, Calling
from plon.outcomes.periods import due_now, next_day
from plon.projects.models import Project
from plon.projects.queries import get_project_for, hash_of
from plon.projects.rules import VIEW

STILL = (Still.REGULARLY, Still.SOMETIMES)
CHANGED = (Change.MUCH, Change.SOME)


def find_agreement(secret: str) -> Agreement | None:
    """Return whose personal link this is."""
    found = Agreement.objects.select_related("project", "result", "response__round__activity")
    return found.prefetch_related("result__texts").filter(secret_hash=hash_of(secret)).first()


def answers_in(project: Project) -> QuerySet[Answer]:
    """Return all answers, hidden ones too, newest first, for the workspace."""
    found = Answer.objects.filter(call__project=project).select_related("call__result")
    return found.prefetch_related("call__result__texts")


def get_answer_for(user: User | AnonymousUser, project_id: str, answer_id: str, permission: str = VIEW) -> Answer:
    """Return an answer, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(answers_in(project), public_id=answer_id)


def is_calling(project: Project) -> bool:
    return Calling.objects.filter(project=project, is_on=True).exists()


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """What became of it, as users and participants say later; whoever answered twice counts once, by the newest word.

    Attributes:
        agreed: people who may be asked now.
        asked, answered: people who got a letter, and who answered one.
        still: who still use it.
        changed: who say that something changed by it.
        people: for how many people it changed something, as they say, added up.
        quotes: answers that may be shown.
    """

    agreed: int = 0
    asked: int = 0
    answered: int = 0
    still: int = 0
    changed: int = 0
    people: int = 0
    quotes: int = 0

    def __bool__(self) -> bool:
        return bool(self.agreed or self.asked)


def figures_of(project: Project) -> OutcomeFigures:
    """Return the figures of a project, in 3 queries."""
    agreed = Agreement.objects.filter(project=project).count()
    calls = Call.objects.filter(project=project, sent_at__isnull=False)
    newest = newest_answers(Answer.objects.filter(call__project=project, hidden_at=None).select_related("call"))
    return OutcomeFigures(
        agreed=agreed,
        asked=calls.order_by().values("thread").distinct().count(),
        answered=len(newest),
        still=sum(each.still in STILL for each in newest),
        changed=sum(each.change in CHANGED for each in newest),
        people=sum(each.people or 0 for each in newest if each.change in CHANGED),
        quotes=sum(bool(each.quote) for each in newest),
    )


def changed_in(project: Project) -> int:
    """Return how many users and participants say later that something changed, in 1 query."""
    counted = Answer.objects.filter(call__project=project, hidden_at=None).select_related("call")
    return sum(each.change in CHANGED for each in newest_answers(counted))


def newest_answers(answers: Iterable[Answer]) -> list[Answer]:
    """Return of each person the answer to the newest letter."""
    by_thread: dict[str, Answer] = {}
    for each in sorted(answers, key=lambda answer: answer.call.months):
        by_thread[each.call.thread] = each
    return list(by_thread.values())


@dataclass(frozen=True, slots=True)
class DueMonth:
    """How many people are asked in one month, by the letters that are theirs."""

    month: datetime.date
    users: int
    participants: int


def due_months(project: Project, *, today: datetime.date | None = None) -> list[DueMonth]:
    """Return when how many people are asked next; numbers alone, nobody's address. 2 queries."""
    day = today or timezone.localdate()
    agreements = list(Agreement.objects.filter(project=project).exclude(use__hidden_at__isnull=False))
    asked = asked_of([each.public_id for each in agreements])
    found: dict[datetime.date, dict[str, int]] = {}
    for each in agreements:
        coming = next_day(each.agreed_on, day, asked.get(each.public_id, frozenset()))
        if coming and coming[1] <= each.erase_on:
            counts = found.setdefault(coming[1].replace(day=1), {})
            counts[each.kind] = counts.get(each.kind, 0) + 1
    return [
        DueMonth(month, counts.get(Kind.USER, 0), counts.get(Kind.PARTICIPANT, 0))
        for month, counts in sorted(found.items())
    ]


def waiting_in(project: Project, *, today: datetime.date | None = None) -> int:
    """Return how many people would get a letter today."""
    day = today or timezone.localdate()
    agreements = list(Agreement.objects.filter(project=project).exclude(use__hidden_at__isnull=False))
    asked = asked_of([each.public_id for each in agreements])
    return sum(due_now(each.agreed_on, day, asked.get(each.public_id, frozenset())) is not None for each in agreements)
