"""Turn events into sentences. Each room registers the sentences of its own kinds when it is ready."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plon.history.models import Event

_sentences: dict[str, str | Promise] = {}


def register_sentences(sentences: dict[str, str | Promise]) -> None:
    """Register kind -> sentence; the sentence may use ``%(subject)s``, which is the subject's name then."""
    _sentences.update(sentences)


def registered_kinds() -> frozenset[str]:
    """Every kind that has a sentence."""
    return frozenset(_sentences)


def sentence(event: Event) -> str:
    """Say in the reader's language what the event was."""
    template = _sentences.get(event.kind)
    if template is None:
        return _("%(kind)s: %(subject)s") % {"kind": event.kind, "subject": event.subject_label}
    return str(template) % {"subject": event.subject_label}
