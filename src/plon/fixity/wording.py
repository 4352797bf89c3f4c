"""What was found of a file and what to do, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.fixity.enums import FileState, Risk
from plon.fixity.formats import format_of

_WHAT: Mapping[str, Promise] = {
    FileState.DAMAGED: gettext_lazy("Its bytes are not those that you uploaded any more."),
    FileState.MISSING: gettext_lazy("Its bytes are not there any more."),
    FileState.UNREADABLE: gettext_lazy("The storage did not hand it out when we last asked. We ask again every night."),
}
_DO: Mapping[str, Promise] = {
    FileState.DAMAGED: gettext_lazy("Upload the file again from your own copy. The agency sees it, too."),
    FileState.MISSING: gettext_lazy("Upload the file again from your own copy. The agency sees it, too."),
    FileState.UNREADABLE: gettext_lazy("You need not do anything. If it stays for days, tell the agency."),
}
_ADVICE: Mapping[str, Promise] = {
    Risk.LOCKED: gettext_lazy("It is locked with a password: once it is forgotten, nobody opens it. Add it unlocked."),
    Risk.MACROS: gettext_lazy("It contains programs (macros), which others may not be allowed to run. Save without."),
    Risk.OBSOLETE: gettext_lazy("Fewer and fewer programs open this format."),
    Risk.CLOSED: gettext_lazy("Only the programs of one maker open this format well."),
    Risk.PACKED: gettext_lazy("Nobody sees what lies in an archive before unpacking it. Add its main files, too."),
    Risk.UNKNOWN: gettext_lazy("Plon does not know this format. Add one that many programs open, such as PDF."),
}


def what_is_wrong(state: str) -> str:
    """Say what is wrong with a stored file, "" if nothing is."""
    return str(_WHAT.get(state, ""))


def what_to_do(state: str) -> str:
    return str(_DO.get(state, ""))


def advice_on(name: str, risk: Risk) -> str:
    """Say why a risk matters and which format to choose instead, in one or two sentences."""
    said, instead = str(_ADVICE[risk]), format_of(name).instead
    if risk in {Risk.OBSOLETE, Risk.CLOSED} and instead:
        formats = _(" or ").join(ending.upper() for ending in instead)
        said = _("%(why)s Add it as %(formats)s, too.") % {"why": said, "formats": formats}
    return said
