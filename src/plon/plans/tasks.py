"""What the plan does in the background."""

from django.db import transaction
from django_tasks import task

from plon.plans.actions.comments import mark_told
from plon.plans.commenting import untold_mentions
from plon.plans.letters import post_mentions


@task()
def send_digest(person_id: int) -> None:
    """Tell a person, in one letter, of all comments that name them since the last letter."""
    with transaction.atomic():
        mentions = untold_mentions(person_id)
        if not mentions:
            return
        person = mentions[0].person
        still_in = set(person.memberships.values_list("project_id", flat=True))
        telling = [mention for mention in mentions if mention.comment.project_id in still_in and person.is_active]
        if telling:
            post_mentions(person, telling)
        mark_told(mentions)
