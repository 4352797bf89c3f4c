"""Which letters of events the agency may word. Day, place, button, calendar file, date of erasing always stand."""

import functools

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plon.agency.letters import LetterKind, Placeholder, Words, register_letter
from plon.events.enums import About
from plon.events.letters.composing import WORDED, plain_lines, subject_of

_TITLE = Placeholder("title", _("title of the event"), _("How to plan dissemination"))
_FRAME = _("Around it stand a greeting, day and place, the button, and when the address is erased.")


def register_letters() -> None:
    for order, about in enumerate(About, 40):
        if about in WORDED:
            register_letter(LetterKind(
                f"events.{about}", order, format_lazy(_("Event: “{what}”"), what=about.label),
                _("To who registered for a training or an event."), (_TITLE,),
                functools.partial(_default, about), _FRAME,
            ))  # fmt: skip


def _default(about: About) -> Words:
    words = {"title": _TITLE.written}
    return Words(subject_of(about) % words, "\n\n".join(line % words for line in plain_lines(about)))
