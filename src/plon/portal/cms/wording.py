"""Which letters on the second look the agency may word."""

from django.utils.translation import gettext_lazy as _

from plon.agency.letters import LetterKind, Placeholder, from_template, register_letter

_TITLE = Placeholder("title", _("title of the article"), _("Harvest in July"))
_WHO = Placeholder("who", _("who did it"), "Anna Nowak")
_ADDRESS = Placeholder("address", _("link to the article"), "https://example.org/cms/pages/7/edit/", is_needed=True)
_COMMENT = Placeholder("comment", _("their comment"), _("Please add who took the photo."))
_ASKED = (_TITLE, _WHO, _ADDRESS)
_ANSWERED = (_TITLE, _WHO, _COMMENT, _ADDRESS)


def register_letters() -> None:
    register_letter(LetterKind(
        "portal.second_look_asked", 60, _("Second look: asked for"),
        _("To the other officers, when one of them asks for a second look at an article."),
        _ASKED, from_template("portal/letters/second_look_asked.txt", _ASKED),
    ))  # fmt: skip
    register_letter(LetterKind(
        "portal.second_look_approved", 61, _("Second look: approved"),
        _("To the officer who asked, when the article was approved."),
        _ANSWERED, from_template("portal/letters/second_look_approved.txt", _ANSWERED),
    ))  # fmt: skip
    register_letter(LetterKind(
        "portal.second_look_returned", 62, _("Second look: sent back"),
        _("To the officer who asked, when the article was sent back."),
        _ANSWERED, from_template("portal/letters/second_look_returned.txt", _ANSWERED),
    ))  # fmt: skip
