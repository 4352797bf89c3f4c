"""What a licence says of an adaptation, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon.programme.adapting import Verdict, verdict_on
from plon.programme.codelists import codelist, read_data
from plon.programme.licences import short_name


@dataclass(frozen=True, slots=True)
class LicenceWords:
    """What one may give out what one made from a thing under, and the source of it."""

    may: str
    source: str


def licence_words(code: str) -> LicenceWords | None:
    """Say to who adapts a thing under the licence `code` what they may do with what they made; None without one."""
    if code not in codelist("licences"):
        return None
    name, verdict = short_name(code), verdict_on(code, "")
    if verdict == Verdict.NO_CHANGES:
        said = _("%(licence)s lets nobody share a changed or translated version. Ask the authors for permission first.")
    elif verdict == Verdict.ASK:
        said, name = _("All rights are reserved: ask the authors for permission before you share your version."), ""
    elif fits := read_data("adapting")["fits"].get(code):
        names = ", ".join(short_name(each) for each in fits)
        said = _("The original is under %(licence)s. Yours may be under: %(fits)s.") % {"licence": name, "fits": names}
        return LicenceWords(said, _source())
    else:
        said = _("The original is under %(licence)s. Under the same licence yours is always right.")
    return LicenceWords(said % {"licence": name} if name else said, _source())


def _source() -> str:
    return str(read_data("adapting")["source"]).partition(",")[0]


def verdict_words(verdict: Verdict | None, origin: str) -> str:
    """Say what is wrong with the licence of an adaptation, "" if nothing is or nothing is known of it."""
    name = short_name(origin)
    told = {
        Verdict.NO_CHANGES: _("%(licence)s lets nobody share a changed version: was the authors' permission given?"),
        Verdict.SAME_LICENCE: _("%(licence)s asks for the same licence on what is made from it."),
        Verdict.STAYS_NONCOMMERCIAL: _("The original may not be used to earn money; this licence would allow it."),
        Verdict.DOES_NOT_FIT: _("This licence does not keep the conditions of %(licence)s."),
        Verdict.ASK: _("All rights in the original are reserved: was the authors' permission given?"),
        Verdict.UNCLEAR: _("Whether these two licences fit is not in any table we know: ask before you build on it."),
    }
    return told[verdict] % {"licence": name} if verdict in told else ""
