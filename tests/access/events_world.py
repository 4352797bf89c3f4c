"""What the doors of trainings and events lead to: one that comes, one that was, and somebody who was there."""

from typing import TYPE_CHECKING

from plon.accounts.models import User
from plon.events.secret import secret_of, stop_token
from plon.events.views import sent_token
from tests.events.making import make_event, past_event, seat

if TYPE_CHECKING:
    from tests.access.world import World


def add_events(world: "World", by: User) -> None:
    """An event with a place free, and one that is over with somebody ticked as present."""
    coming, over = make_event(by), past_event(by)
    person = over.registrations.get(attended=True)
    waiting = seat(coming)
    for door in ("own", "change", "own_calendar", "certificate"):
        world.fillings[f"events:{door}:secret"] = secret_of(person)
    for door in ("event", "register", "calendar"):
        world.fillings[f"events:{door}:public_id"] = coming.public_id
    for door in ("event", "edit", "publish", "cancel", "copy", "attendance", "after", "export", "survey", "report"):
        world.fillings[f"office_events:{door}:event"] = coming.public_id
    world.fillings |= {
        "events:event:slug": coming.get_absolute_url().rstrip("/").rpartition("/")[2],
        "events:sent:token": sent_token(waiting.public_id), "events:stop:token": stop_token(person),
        "office_events:export:ending": "csv",
    }  # fmt: skip
