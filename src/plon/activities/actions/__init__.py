"""What can be done with acts: one function per use case. What proves them is in `plon.activities.proofs`."""

from plon.activities.actions.acts import change_logged_activity, duplicate_logged_activity, log_activity
from plon.activities.actions.reaching import Reached
from plon.activities.actions.removing import remove_logged_activity
from plon.activities.actions.repeating import change_following, remove_following, repeat_activity
from plon.activities.actions.restoring import put_back
from plon.activities.actions.saving import ACT_FIELDS
from plon.activities.actions.states import set_state
from plon.activities.splits import ReachRow

__all__ = [
    "ACT_FIELDS",
    "ReachRow",
    "Reached",
    "change_following",
    "change_logged_activity",
    "duplicate_logged_activity",
    "log_activity",
    "put_back",
    "remove_following",
    "remove_logged_activity",
    "repeat_activity",
    "set_state",
]
