"""Talk about an item of the plan, and tell those who are named."""

import datetime
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.commenting import named_in, subject_of
from plon.plans.models import Comment, Mention
from plon.plans.refusals import ElsewhereInPlon, NotYours
from plon.projects.models import Project
from plon.projects.rules import MANAGE

# Words of one conversation come in one letter.
DIGEST_AFTER = datetime.timedelta(minutes=30)


@transaction.atomic
def write_comment(
    project: Project, *, by: User, kind: str, public_id: str, text: str, told: Iterable[User] = ()
) -> Comment:
    """Say something about an item; members of the team who are named get it by e-mail, gathered in a digest.

    Args:
        project: the project.
        by: who says it.
        kind: what it is about: "result", "group", "activity", "indicator" or "use_plan".
        public_id: the item's public id.
        text: the words; "@Name" names a member of the team.
        told: members to tell beside those named in the text; others are left out.

    Raises:
        ElsewhereInPlon: there is no such item in the project.
        ValidationError: the text is empty or too long.
    """
    subject = subject_of(project, kind, public_id)
    if subject is None:
        raise ElsewhereInPlon(_("It is no longer in the plan."))
    comment = Comment(
        project=project, item_kind=kind, item_public_id=public_id, author=by, author_label=str(by)[:200],
        text=text.strip(),
    )  # fmt: skip
    comment.full_clean()
    comment.save()
    team = {member.person for member in project.memberships.select_related("person")}
    people = (set(named_in(comment.text, team)) | (set(told) & team)) - {by}
    for person in sorted(people, key=lambda each: each.pk):
        mention = Mention(comment=comment, person=person)
        mention.full_clean()
        mention.save()
        transaction.on_commit(partial(_send_later, person.pk))
    record("comment.written", by=by, subject=subject, project_id=project.pk)
    return comment


def _send_later(person_id: int) -> None:
    from plon.plans.tasks import send_digest  # the task calls back into this module

    send_digest.using(run_after=timezone.now() + DIGEST_AFTER).enqueue(person_id)


@transaction.atomic
def remove_comment(comment: Comment, *, by: User) -> None:
    """Take a comment back: one's own, or any as coordinator.

    Raises:
        NotYours: somebody else wrote it.
    """
    if comment.author_id != by.pk and not by.has_perm(MANAGE, comment.project):
        raise NotYours(_("Only its author or a coordinator can remove a comment."))
    record("comment.removed", by=by, subject=comment, project_id=comment.project_id)
    comment.delete()


@transaction.atomic
def mark_told(mentions: Iterable[Mention]) -> None:
    """Remember that a digest told of these mentions."""
    Mention.objects.filter(pk__in=[mention.pk for mention in mentions]).update(told_at=timezone.now())
