"""Editors are Plon's officers: the editors' system follows what their account says."""

from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from plon.accounts.models import User
from plon.portal.cms.tree import EDITORS, ensure_tree

# Letters of the system's own, which go to whoever was an editor once, in its own words.
_ITS_LETTERS = ("submitted", "approved", "rejected", "updated_comments")


def admit_editor(person: User) -> None:
    """Let an officer be an editor there: being one follows the role, so it is looked up whenever they enter."""
    if not person.groups.filter(name=EDITORS).exists():
        ensure_tree()
        person.groups.add(Group.objects.get(name=EDITORS))
    follow_account(person)


def follow_account(person: User) -> None:
    """Let the system speak the person's language, in their time zone, and send no letters beside ours."""
    wanted = {
        "preferred_language": person.language,
        "current_time_zone": person.time_zone,
        **{f"{name}_notifications": False for name in _ITS_LETTERS},
    }
    profile = UserProfile.get_for_user(person)
    if any(getattr(profile, name) != value for name, value in wanted.items()):
        UserProfile.objects.filter(pk=profile.pk).update(**wanted)
        person._state.fields_cache["wagtail_userprofile"] = UserProfile.objects.get(pk=profile.pk)
