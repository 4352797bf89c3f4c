"""What is wrong with a link, why we think so, and what to do: in words of the reader's language."""

from collections.abc import Iterable, Mapping

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from plon.fetching.refusals import Why
from plon.linkwatch.enums import What
from plon.linkwatch.judging import ROBOTS
from plon.linkwatch.models import LinkObservation, LinkState

_WHY: Mapping[str, Promise] = {
    Why.NOT_FOUND: gettext_lazy("The server answers, but the page is not there any more."),
    Why.UNKNOWN_HOST: gettext_lazy("There is no such host: the domain may have expired."),
    Why.UNREACHABLE: gettext_lazy("The server can’t be reached."),
    Why.TIMED_OUT: gettext_lazy("The server does not answer in time."),
    Why.BAD_TLS: gettext_lazy("Its certificate is not valid: browsers warn visitors."),
    Why.SERVER_FAILS: gettext_lazy("The server reports an error of its own."),
    Why.TOO_MANY_REDIRECTS: gettext_lazy("It leads in circles from page to page."),
    Why.BAD_ADDRESS: gettext_lazy("This is not an address that can be opened."),
    Why.REFUSED: gettext_lazy("The server does not let programs look. For people it may well work."),
    ROBOTS: gettext_lazy("The site asks programs to stay away, and we do. For people it may well work."),
}
_WHAT: Mapping[str, Promise] = {
    What.PARKED: gettext_lazy("The domain is for sale or parked: your page is not there any more."),
    What.NEW_OWNER: gettext_lazy(
        "The domain seems to belong to somebody else now: the page has nothing in common with yours."
    ),
    What.GAMBLING: gettext_lazy("The page advertises gambling."),
    What.ADULT: gettext_lazy("The page is for adults only."),
    What.FRONT_PAGE: gettext_lazy("It leads to the front page of the site instead of your page."),
    What.ELSEWHERE: gettext_lazy("It leads to another site with something else on it."),
    What.SOFT_404: gettext_lazy("A page opens, but it says that yours is not there."),
    What.OTHER_SUBJECT: gettext_lazy("The page is about something else than before."),
    What.OTHER_LANGUAGE: gettext_lazy("The page is in another language than before."),
    What.GOOD: gettext_lazy("It works."),
    What.MOVED: gettext_lazy("It works, and leads to another address."),
}
_DO: Mapping[str, Promise] = {
    Why.NOT_FOUND: gettext_lazy("Find where it moved and change the address, or add the file here instead."),
    Why.UNKNOWN_HOST: gettext_lazy("Ask who owns the domain to renew it. Until then add the file here."),
    Why.BAD_TLS: gettext_lazy("Ask whoever runs the site to renew the certificate."),
    What.PARKED: gettext_lazy(
        "Change the address now, here and on your posters. Who owned the domain may get it back."
    ),
    What.NEW_OWNER: gettext_lazy(
        "Open it with care. If it is not yours any more, change the address wherever you gave it out."
    ),
    What.GAMBLING: gettext_lazy(
        "Change the address now, here and wherever you gave it out. Tell whoever runs the site."
    ),
    What.ADULT: gettext_lazy("Change the address now, here and wherever you gave it out. Tell whoever runs the site."),
    What.FRONT_PAGE: gettext_lazy(
        "Look for your page on that site and change the address, or add the file here instead."
    ),
    What.ELSEWHERE: gettext_lazy("Look where your page is now and change the address, or add the file here instead."),
    What.SOFT_404: gettext_lazy("Find where it moved and change the address, or add the file here instead."),
    What.OTHER_SUBJECT: gettext_lazy("Look at it. If it is still the right page, say so; if not, change the address."),
    What.OTHER_LANGUAGE: gettext_lazy(
        "Look at it. If it is on purpose, say so; if not, link the page in the right language."
    ),
    What.MOVED: gettext_lazy("Nothing has to be done. Links to the new address live longer."),
}
_DO_ELSE = gettext_lazy("Open it yourself. If it fails for you too, ask whoever runs the site, or change the address.")
# Why we think so. What speaks of words names how many, never which: they are not fit to be quoted.
_REASONS: Mapping[str, Promise] = {
    "parked_words": gettext_lazy("It says “%(words)s”."),
    "parked_host": gettext_lazy("It is served by %(host)s, which sells domains."),
    "not_found_words": gettext_lazy("It says “%(words)s”."),
    "sent_to": gettext_lazy("It sends visitors to %(address)s."),
    "nothing_left": gettext_lazy("Of what was there, %(percent)s%% is left."),
    "title": gettext_lazy("The title was “%(before)s” and is “%(now)s” now."),
    "holder": gettext_lazy("The certificate was given to %(before)s; now it names %(now)s."),
    "issuer": gettext_lazy("The certificate was given by %(before)s and is by %(now)s now."),
    "was_away": gettext_lazy("The host had vanished for a while before."),
}
_COUNTED: Mapping[str, Promise] = {
    "gambling_words": ngettext_lazy("%(n)s word of gambling.", "%(n)s different words of gambling.", "n"),
    "neighbours": ngettext_lazy(
        "It named %(n)s other site, and names it no more.",
        "It named %(n)s other sites, and names none of them any more.",
        "n",
    ),
    "adult_words": ngettext_lazy("%(n)s word of pages for adults.", "%(n)s different words of pages for adults.", "n"),
}


def what_happened(seen: LinkState | LinkObservation) -> str:
    """Say what is wrong with a link, or that it works."""
    if not seen.what:
        return _("Nobody has looked yet.")
    if seen.what in {What.DEAD, What.UNTOLD}:
        told = _WHY.get(seen.why)
        if told is not None:
            return str(told)
        return _("It could not be opened.") if seen.what == What.DEAD else _("Nobody can tell whether it works.")
    return str(_WHAT[seen.what])


def what_to_do(state: LinkState) -> str:
    """Say what to do about it."""
    if state.what == What.DEAD:
        return str(_DO.get(state.why, _DO_ELSE))
    return str(_DO.get(state.what, ""))


def reasons_of(seen: LinkState | LinkObservation) -> list[str]:
    """Say why we think so, a sentence for each sign; signs of other versions are left out."""
    return [told for told in _told(seen.reasons) if told]


def _told(reasons: Iterable[Mapping[str, object]]) -> Iterable[str]:
    for reason in reasons:
        code, details = str(reason.get("code", "")), reason.get("details")
        values = dict(details) if isinstance(details, Mapping) else {}
        if code == "language":
            yield _("The language was %(before)s and is %(now)s now.") % {
                name: language_name(str(value)) for name, value in values.items()
            }
        elif code in _COUNTED:
            yield str(_COUNTED[code] % {"n": int(str(values.get("n", 0)))})
        elif code in _REASONS:
            if code == "holder" and not values.get("now"):
                values["now"] = _("nobody")
            yield str(_REASONS[code]) % values


def language_name(code: str) -> str:
    """Return the name of a language in the reader's."""
    return str(Locale.parse(get_language() or "en").languages.get(code, code))


def how_sure(confidence: float) -> str:
    """Say how sure we are."""
    if confidence >= 0.85:
        return _("quite sure")
    return _("rather sure") if confidence >= 0.65 else _("not sure")
