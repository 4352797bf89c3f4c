"""What can be done to a plan: one function per use case."""

from plon.plans.actions.commitment import freeze_plan
from plon.plans.actions.items import (
    ACTIVITY_FIELDS,
    GROUP_FIELDS,
    INDICATOR_FIELDS,
    add_activity,
    add_group,
    add_indicator,
    change_activity,
    change_group,
    change_indicator,
    duplicate_item,
)
from plon.plans.actions.linking import Reach, connect, disconnect
from plon.plans.actions.messages import write_message
from plon.plans.actions.ordering import move_item, place_item
from plon.plans.actions.removing import remove_item, remove_use_plan
from plon.plans.actions.restoring import put_back, put_message_back
from plon.plans.actions.use_plans import USE_FIELDS, plan_use

__all__ = [
    "ACTIVITY_FIELDS",
    "GROUP_FIELDS",
    "INDICATOR_FIELDS",
    "USE_FIELDS",
    "Reach",
    "add_activity",
    "add_group",
    "add_indicator",
    "change_activity",
    "change_group",
    "change_indicator",
    "connect",
    "disconnect",
    "duplicate_item",
    "freeze_plan",
    "move_item",
    "place_item",
    "plan_use",
    "put_back",
    "put_message_back",
    "remove_item",
    "remove_use_plan",
    "write_message",
]
