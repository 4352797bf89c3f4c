"""What the doors of the newsletter lead to: a draft, a number that has gone out, somebody who subscribed."""

from typing import TYPE_CHECKING

from plon.accounts.models import User
from plon.newsletter import actions
from plon.newsletter.models import IssueItem
from plon.newsletter.secret import secret_of, stop_token
from plon.newsletter.sending.rows import begin
from tests.newsletter.making import make_issue, subscribe

if TYPE_CHECKING:
    from tests.access.world import World


def add_newsletter(world: "World", by: User) -> None:
    """A draft with a thing taken in, a number on the web, a reader."""
    number = world.project.number
    reader = subscribe(f"reader-of-{number}@example.org".lower())
    draft, gone = make_issue(by), make_issue(by)
    begin(actions.request_sending(gone, by=by))
    for door in ("issue", "state", "edit", "offers", "item", "act_on_item", "letter", "send", "act"):
        world.fillings[f"newsletter_office:{door}:issue"] = draft.public_id
    for door in ("item", "act_on_item"):
        world.fillings[f"newsletter_office:{door}:item"] = IssueItem.objects.filter(issue=draft)[0].public_id
    world.fillings |= {
        "newsletter:issue:public_id": gone.public_id, "newsletter:own:secret": secret_of(reader),
        "newsletter:stop:token": stop_token(reader), "newsletter_office:letter:language": "en",
        "newsletter_office:letter:ending": "html",
    }  # fmt: skip
