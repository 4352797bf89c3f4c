"""Which letters of the review the agency may word."""

from django.utils.translation import gettext_lazy as _

from plon.agency.letters import LetterKind, Placeholder, from_template, register_letter

_TITLE = Placeholder("title", _("title of the project"), _("Living river"))
_ADDRESS = Placeholder(
    "address", _("link to the review in the workspace"), "https://example.org/workspace/r7k2mq4/review/", is_needed=True
)
_DECIDED = (
    _TITLE,
    Placeholder(
        "decisions", _("each result with what was decided and why"), _("Field guide: approved"), is_needed=True
    ),
    _ADDRESS,
)
_REMARK = (
    _TITLE,
    Placeholder("what", _("a sentence: about which result the officer wrote"), _("The agency’s officer wrote to you.")),
    _ADDRESS,
)


def register_letters() -> None:
    register_letter(LetterKind(
        "review.decided", 10, _("Review: decided"), _("To the coordinators, when an officer decided on results."),
        _DECIDED, from_template("review/letters/decided.txt", _DECIDED),
    ))  # fmt: skip
    register_letter(LetterKind(
        "review.remark", 11, _("Review: a message"), _("To the coordinators, when an officer wrote a message."),
        _REMARK, from_template("review/letters/remark.txt", _REMARK),
    ))  # fmt: skip
