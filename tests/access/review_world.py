"""What stands behind the doors of the review: a submitted result, and a public one that the agency hid."""

from typing import TYPE_CHECKING

from plon.accounts.models import User
from plon.results.enums import ResultState
from plon.review.actions import submit_results
from plon.review.digest import stop_token
from plon.review.models import Hiding
from tests.factories import ResultFactory

if TYPE_CHECKING:
    from tests.access.world import World


def add_review(world: "World", by: User) -> None:
    """Submit a result of its own; the hiding is a row, so that the public result stays public for other doors."""
    ready = ResultFactory(project=world.project, state=ResultState.READY)
    review = submit_results(world.project, by=by, results=[ready.public_id])
    public = world.project.results.filter(state=ResultState.PUBLISHED).earliest("pk")
    hidden = Hiding.objects.create(
        result=ready, project=world.project, result_title="A result", project_title=world.project.title,
        reason="Copied", hidden_label="Officer",
    )  # fmt: skip
    doors = ("review", "decide", "assign", "conflict", "remark")
    world.fillings |= {f"office_review:{door}:review": review.public_id for door in doors}
    world.fillings |= {
        "review:item_remark:item": review.items.get().public_id, "review:appeal:hiding": hidden.public_id,
        "office_review:hiding:hiding": hidden.public_id, "office_review:hide:result": public.public_id,
        "office_review:forget:reason": 1, "office_review:stop_letters:token": stop_token(by),
    }  # fmt: skip
