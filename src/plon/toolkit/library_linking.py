"""The way from an act to what was handed out at it."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.activities.links import Link
from plon.activities.models import Activity
from plon.projects.rules import EDIT
from plon.toolkit.library_queries import uses_at


def link_of(activity: Activity, user: User | AnonymousUser) -> Link | None:
    """Lead editors to where they say it; everybody else only to what was said."""
    count = uses_at(activity).count()
    if not count and not user.has_perm(EDIT, activity.project):
        return None
    label = _("Leaflets and other tools handed out (%(count)s)") % {"count": count}
    url = reverse("toolkit:library_at", args=[activity.project.public_id, activity.public_id])
    return Link(label if count else _("Leaflets and other tools handed out"), url, "file")
