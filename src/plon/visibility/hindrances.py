"""Why a web page could not be checked, in the words of the person who asked for it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.fetching.refusals import Why

# What stopped a run for no fault of anybody's file.
STOPPED = "stopped"

_WORDS: dict[str, Promise] = {
    Why.BAD_ADDRESS: _(
        "This is no address of a web page. It looks like “https://school.example.org/project”: copy it from the "
        "address line of your browser."
    ),
    Why.HAS_PASSWORD: _("The address holds a user name or a password. Only pages that everybody can open are checked."),
    Why.BAD_PORT: _("The address names a port (the number after the colon). Only usual web addresses are checked."),
    Why.PRIVATE: _(
        "This address leads into a private network, not to a page that everybody can open. Give the public address."
    ),
    Why.UNKNOWN_HOST: _("No server of this name is known. Look for a slip in the part before the first slash."),
    Why.UNREACHABLE: _(
        "The server does not answer. Open the page in your browser: if it works there, try again in a few minutes."
    ),
    Why.BAD_TLS: _(
        "The certificate of this server is not valid, so that browsers warn of it, too. Tell whoever looks after "
        "the site; until then, check a PDF of the page."
    ),
    Why.TIMED_OUT: _("The server took too long. Try again later, or save the page as PDF and check that."),
    Why.TOO_MANY_REDIRECTS: _(
        "The address sends on from one place to the next without an end. Tell whoever looks after the site."
    ),
    Why.NOT_FOUND: _("There is no page at this address. Perhaps it was moved: copy the address again."),
    Why.REFUSED: _(
        "The server lets no programs in, or asks to sign in. Save the page as PDF and check that, or ask whoever "
        "looks after the site."
    ),
    Why.SERVER_FAILS: _("The server reports a fault of its own. Try again later."),
    Why.TOO_LARGE: _("The page is larger than what is fetched. Save it as PDF and check that."),
    Why.WRONG_KIND: _(
        "There is neither a web page nor a document or picture at this address. Give the address of the page itself."
    ),
    Why.BROKEN: _("What the server sent can't be read. Open the page in your browser; if it works there, try again."),
    STOPPED: _("The check was interrupted. Nothing is lost: check again."),
}
PROBLEMS = frozenset(_WORDS)


def words_for(problem: str) -> str:
    """Return the sentence for a reason; "" for none."""
    return str(_WORDS[problem]) if problem else ""
