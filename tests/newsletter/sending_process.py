"""A sender as a process of its own, to be killed: `prepare <count>`, `send`, `report`; data lie in $PLON_DATA."""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "plon.site.settings"

import django

django.setup()

from django.utils import timezone  # noqa: E402  Django must be set up first

from plon.accounts.models import User  # noqa: E402  as above
from plon.jobs import lengthy  # noqa: E402  as above
from plon.jobs.lengthy import SILENCE, WorkState  # noqa: E402  as above
from plon.newsletter import actions  # noqa: E402  as above
from plon.newsletter.models import Sending  # noqa: E402  as above
from plon.newsletter.queries import tally_of  # noqa: E402  as above
from plon.newsletter.sending.sender import run_sending  # noqa: E402  as above
from tests.newsletter.making import make_issue, many_subscribers  # noqa: E402  as above


def prepare(count: int) -> None:
    """Make subscribers and a number that is set to go."""
    officer = User.objects.create(email="officer@example.org", name="Officer")
    many_subscribers(count)
    actions.request_sending(make_issue(officer), by=officer)


def send() -> None:
    """Go on as a worker does that comes after a dead one."""
    Sending.objects.filter(state=WorkState.RUNNING).update(seen_at=timezone.now() - SILENCE * 2)
    lengthy.take_up(Sending, run_sending)
    run_sending(Sending.objects.get().pk)


def report() -> None:
    sending = Sending.objects.get()
    sys.stdout.write(json.dumps({"state": sending.state, "letters": tally_of(sending)}))


if __name__ == "__main__":
    what, *told = sys.argv[1:]
    {"prepare": lambda: prepare(int(told[0])), "send": send, "report": report}[what]()
