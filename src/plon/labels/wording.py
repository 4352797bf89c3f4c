"""Which letters on labels the agency may word."""

from django.utils.translation import gettext_lazy as _

from plon.agency.letters import LetterKind, Placeholder, from_template, register_letter

_KIND = Placeholder("kind", _("the label"), _("Good practice"))
_TITLE = Placeholder("title", _("what is labelled"), _("Living river"))
_REASON = Placeholder("reason", _("why"), _("It works, and others can do the same."), is_needed=True)
_GIVEN = (
    _KIND, _TITLE, _REASON,
    Placeholder("all_labels", _("link to all labelled projects and results"), "https://example.org/pl/labels/"),
    Placeholder("address", _("link to the project"), "https://example.org/workspace/r7k2mq4/"),
)  # fmt: skip
_WITHDRAWN = (_KIND, _TITLE, _REASON)


def register_letters() -> None:
    register_letter(LetterKind(
        "labels.given", 20, _("Label: given"), _("To the coordinators, when a label is given."),
        _GIVEN, from_template("labels/letters/given.txt", _GIVEN),
    ))  # fmt: skip
    register_letter(LetterKind(
        "labels.withdrawn", 21, _("Label: withdrawn"), _("To the coordinators, when a label is withdrawn."),
        _WITHDRAWN, from_template("labels/letters/withdrawn.txt", _WITHDRAWN),
    ))  # fmt: skip
