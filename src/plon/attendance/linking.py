"""The way from an act to its attendance list."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.activities.links import Link
from plon.activities.models import Activity
from plon.activities.rules import may_change


def link_of(activity: Activity, user: User | AnonymousUser) -> Link | None:
    """Lead who runs the act to its list; everybody else only to one that is there."""
    there = hasattr(activity, "attendance")
    if not there and not may_change(user, activity):
        return None
    label = _("Attendance list") if there else _("Attendance list: on paper or by QR code")
    return Link(label, reverse("attendance:list", args=[activity.project.public_id, activity.public_id]), "people")
