"""What the page says while the server is out of reach: it carries its sentences with it."""

import json
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A number of each form that a language has: one, few (Polish 2-4), many.
EXAMPLES = {"one": 1, "few": 3, "many": 5, "other": 5}


def words_as_json() -> str:
    """Return the sentences of the page's script in the reader's language."""
    return json.dumps({**_plain(), **_counted()}, ensure_ascii=False)


def _plain() -> dict[str, str]:
    return {
        "noted": _("Noted and sent."),
        "kept": _("Noted on this device. It goes out by itself as soon as there is a connection."),
        "another": _("You can log the next one."),
        "sending": _("Sending…"),
        "waiting": _("Waiting for a connection."),
        "busy": _("The server did not answer. It is tried again."),
        "signed_out": _("You are signed out. Sign in, then it goes out; nothing is lost."),
        "sign_in": _("Sign in"),
        "forbidden": _("You may no longer log in this project. Ask its coordinator; the entry stays here."),
        "gone": _(
            "The project or your personal link is no longer there. Ask the coordinator for a new link; "
            "the entry stays here."
        ),
        "other_person": _("Somebody else noted this on this device. It goes out when they sign in."),
        "refused": _("Not taken: %(why)s"),
        "photo_refused": _("The act is logged, the photo is not: %(why)s"),
        "photo_waiting": _("The act is logged, the photo is still on its way: %(percent)s per cent."),
        "photo_too_large": _("The photo is too large."),
        "photo_not_taken": _("This kind of file is not taken. Choose a photo."),
        "photo_without_room": _("Photos can't be sent from here at the moment."),
        "without_photo": _("without a photo"),
        "with_photo": _("with a photo"),
        "now": _("Try again"),
        "edit": _("Change"),
        "delete": _("Delete"),
        "drop_photo": _("Give up the photo"),
        "deleted": _("Deleted from this device."),
        "undo": _("Undo"),
        "editing": _("You are changing a kept entry. Done keeps it."),
        "full": _("This device has no room left. Nothing was kept: free some space, or send without the photo."),
        "closed": _("This browser keeps nothing on the device (a private window?). Stay online to log."),
        "choose": _("Choose what you are doing."),
        "name_it": _("Say in a few words what it is."),
        "today": _("It was today"),
        "on_day": _("It was on %(day)s"),
        "people_of": _("People: %(group)s"),
        "stale": _("You are offline. The list of the plan is from %(day)s; what you log is kept here."),
        "leave_photo": _("Without this photo"),
    }


def _counted() -> dict[str, dict[str, str]]:
    return {
        "wait": _forms(lambda n: ngettext("%(count)s entry waits to be sent", "%(count)s entries wait to be sent", n)),
        "people": _forms(lambda n: ngettext("%(count)s person", "%(count)s people", n)),
        "in_all": _forms(lambda n: ngettext("%(count)s person in all", "%(count)s people in all", n)),
    }


def _forms(of: Callable[[int], str]) -> dict[str, str]:
    return {form: of(number) for form, number in EXAMPLES.items()}
