from django import template
from django.utils.translation import gettext as _

from plon.exchange.enums import ImportState
from plon.exchange.models import Import

register = template.Library()
_TONES = {
    ImportState.DONE: "good",
    ImportState.FAILED: "bad",
    ImportState.CANCELLED: "wait",
    ImportState.QUEUED: "info",
    ImportState.RUNNING: "info",
}


@register.filter
def state_tone(run: Import) -> str:
    """Return the colour of a state's tag."""
    return "wait" if run.is_silent else _TONES[ImportState(run.state)]


@register.filter
def state_name(run: Import) -> str:
    """Return the state in words; a run that was killed says so."""
    return _("interrupted") if run.is_silent else str(ImportState(run.state).label)
