"""Why a copy was not kept, or what of it is missing, in sentences: what happened, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.fetching.refusals import Why
from plon.keptcopies.enums import Trouble

TROUBLES: Mapping[str, Promise] = {
    Trouble.NOT_THERE: _("Nothing lies at this address any more, so there is nothing to keep. Change the link first."),
    Trouble.REFUSES: _("The server refuses programs. Ask whoever runs the site to let “Plon” in, or upload the file."),
    Trouble.FAILS: _("The server reports an error of its own. Try again later."),
    Trouble.TOO_LARGE: _("It is larger than a copy may be (40 MB for one file). Upload it to the result instead."),
    Trouble.TOO_SLOW: _("The server did not answer in time. Try again later."),
    Trouble.UNSAFE_ADDRESS: _("This address does not lead to the open internet, so others could not open it either."),
    Trouble.ROBOTS: _(
        "The site asks programs to stay away from this page (robots.txt). Ask whoever runs it to allow “Plon” there."
    ),
    Trouble.BAD_TLS: _("The certificate of the site is not valid. Ask whoever runs it to renew it."),
    Trouble.ERROR_PAGE: _("A page came, but it says that there is an error. An error is not kept. Check the link."),
    Trouble.LOGIN: _("A page came that asks to sign in. Link what everybody can open, or upload the file here."),
    Trouble.EMPTY: _(
        "The page is empty without scripts, and copies run none. Link a page that says something by itself, "
        "or upload the file here."
    ),
    Trouble.ELSEWHERE: _(
        "The link leads on to another page than the one it names. Open it, and change the link to where it really is."
    ),
    Trouble.WRONG_KIND: _("What came is not the page or document that was linked. Open it and check the link."),
}
_SERVER = _("the server did not give it")
LEFT_OUT: Mapping[str, Promise] = {
    Why.NOT_FOUND: _("is not there"),
    Why.UNKNOWN_HOST: _("is not there"),
    Why.UNREACHABLE: _("is not there"),
    Why.TOO_LARGE: _("is too large"),
    Why.TIMED_OUT: _("took too long"),
    Why.PRIVATE: _("lies at an address that is not public"),
    Why.BAD_PORT: _("lies at an address that is not public"),
    "robots": _("the site asks programs to stay away from it"),
    "wrong_kind": _("is something else than what was named"),
    "too_many": _("was more than a copy may hold"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    url: str
    why: str


def trouble_words(trouble: str) -> str:
    """Say why a copy was not kept and what to do."""
    return str(TROUBLES.get(trouble, ""))


def left_out_words(notes: Iterable[Mapping[str, str]]) -> list[LeftOut]:
    """Say what is missing in a copy."""
    return [LeftOut(each["url"], str(LEFT_OUT.get(each["code"], _SERVER))) for each in notes]
