"""What is said about the items of a plan: reading it, and finding who is named."""

from collections.abc import Collection, Iterable

from django.db import models
from django.db.models import Count, QuerySet

from plon.accounts.models import User
from plon.plans.models import Comment, Indicator, Mention, PlannedActivity, TargetGroup, UsePlan
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import fold

SUBJECTS: dict[str, type[models.Model]] = {
    "result": Result,
    "group": TargetGroup,
    "activity": PlannedActivity,
    "indicator": Indicator,
    "use_plan": UsePlan,
}


def subject_of(project: Project, kind: str, public_id: str) -> models.Model | None:
    """Return the item of a project that a comment is about, if there is one."""
    model = SUBJECTS.get(kind)
    return model._default_manager.filter(project=project, public_id=public_id).first() if model else None


def comments_on(project: Project, kind: str, public_id: str) -> QuerySet[Comment]:
    """Return what was said about an item, oldest first."""
    return (
        project.plan_comments.filter(item_kind=kind, item_public_id=public_id)
        .select_related("author")
        .prefetch_related("mentions__person")
    )


def comment_counts(project: Project) -> dict[tuple[str, str], int]:
    """Return how much was said about each item, by (kind, public id)."""
    counted = project.plan_comments.order_by().values_list("item_kind", "item_public_id").annotate(n=Count("pk"))
    return {(kind, public_id): n for kind, public_id, n in counted}


def named_in(text: str, team: Collection[User]) -> list[User]:
    """Return the members of the team whose full or first name stands after an @, longest names first.

    A first name that two members share names neither: the full name does.
    """
    words = fold(text)
    found: list[User] = []
    for name, people in sorted(_names_of(team).items(), key=lambda each: -len(each[0])):
        if len(people) == 1 and f"@{name}" in words:
            found.append(people[0])
            words = words.replace(f"@{name}", "")
    return found


def _names_of(team: Iterable[User]) -> dict[str, list[User]]:
    names: dict[str, list[User]] = {}
    for person in team:
        for name in {fold(str(person)), fold(person.get_short_name())}:
            if name:
                names.setdefault(name, []).append(person)
    return names


def untold_mentions(person_id: int) -> list[Mention]:
    """Lock and return the mentions of a person that no digest has told of yet, oldest first."""
    mentions = Mention.objects.select_for_update(of=("self",)).filter(person_id=person_id, told_at=None)
    return list(mentions.select_related("comment__project", "person").order_by("comment__project_id", "pk"))
