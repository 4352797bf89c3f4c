"""Which letters of uptake the agency may word. Button and the notes below it always stand."""

import functools

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plon.agency.letters import LetterKind, Placeholder, Words, register_letter
from plon.uptake.enums import Telling
from plon.uptake.letters.composing import confirmation_subject, opening_of

_TITLE = Placeholder("title", _("title of the result"), _("Field guide to a living river"))
_FRAME = _("Around it stand a greeting, the button that confirms, and what happens if nobody confirms.")


def register_letters() -> None:
    for order, about in enumerate(Telling, 60):
        register_letter(LetterKind(
            f"uptake.confirm.{about}", order, format_lazy(_("Please confirm: “{what}”"), what=about.label),
            _("To who told of it on a result's page."), (_TITLE,), functools.partial(_default, about), _FRAME,
        ))  # fmt: skip


def _default(about: Telling) -> Words:
    words = {"title": _TITLE.written}
    return Words(confirmation_subject() % words, opening_of(about) % words)
