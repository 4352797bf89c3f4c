"""How many people evidence shows, group by group. What lies in the bin shows nothing."""

from django.db.models import QuerySet, Sum

from plon.activities.models import Activity, Proof


def proofs_of_group(activity: Activity, group_key: str) -> QuerySet[Proof]:
    """Return the proofs of an act that count people of a group, evidence in the bin left out."""
    return activity.proofs.filter(group_key=group_key, people__gt=0, evidence__removed_at__isnull=True).select_related(
        "evidence"
    )


def proven_of_group(activity: Activity, group_key: str) -> int:
    """Return how many people of a group the evidence of an act shows."""
    found = proofs_of_group(activity, group_key).aggregate(total=Sum("people"))["total"]
    return int(found or 0)


def lower_claims_in_bin(activity: Activity, group_key: str, room: int) -> None:
    """Let evidence in the bin claim no more than `room` people, so that bringing it back never proves too much."""
    claims = activity.proofs.filter(group_key=group_key, people__gt=0, evidence__removed_at__isnull=False)
    for claim in claims.select_for_update():
        claim.people = min(claim.people, room)
        room -= claim.people
        claim.save(update_fields=["people"])
