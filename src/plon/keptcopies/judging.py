"""Whether what a server sent is what was linked: a door to sign in, an error in nice words, an empty page are not."""

import re
from urllib.parse import urlsplit

from plon.keptcopies.addresses import ending_of, is_same_site
from plon.keptcopies.enums import Trouble
from plon.keptcopies.pages import PageContent
from plon.linkwatch.addresses import is_resolver

PAGES = frozenset({"text/html", "application/xhtml+xml"})
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
# Files that are kept as they are: {ending: (media type, how its bytes begin)}.
FILES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF"),
    "docx": (f"{_OOXML}.wordprocessingml.document", b"PK"),
    "pptx": (f"{_OOXML}.presentationml.presentation", b"PK"),
    "xlsx": (f"{_OOXML}.spreadsheetml.sheet", b"PK"),
    "odt": (f"{_ODF}.text", b"PK"),
    "odp": (f"{_ODF}.presentation", b"PK"),
    "ods": (f"{_ODF}.spreadsheet", b"PK"),
    "epub": ("application/epub+zip", b"PK"),
    "h5p": ("application/zip", b"PK"),
    "zip": ("application/zip", b"PK"),
    "doc": ("application/msword", b"\xd0\xcf\x11\xe0"),
    "ppt": ("application/vnd.ms-powerpoint", b"\xd0\xcf\x11\xe0"),
    "xls": ("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0"),
    "rtf": ("application/rtf", b"{\\rtf"),
    "txt": ("text/plain", b""),
    "csv": ("text/csv", b""),
}
_BY_TYPE = {media_type: ending for ending, (media_type, _begin) in reversed(FILES.items())}
# Signs of a whole page. Below the first, an error is what it is about, a chapter may speak of one; below the second, a
# field for a password is, a longer page may have one at its side.
_SHORT, _BARE, _EMPTY = 1500, 400, 20
_ERRORS = re.compile(
    r"\b(?:40[034]|410|50[0234])\b|not found|page (?:does not|doesn’t|doesn't) exist|nie znaleziono|nie istnieje|"
    r"nie ma takiej strony|brak strony|access denied|forbidden|brak dostępu|internal server error|błąd serwera|"
    r"service unavailable|bad gateway|no encontrada|introuvable|nicht gefunden|account suspended|"
    r"domain (?:is |has )?(?:for sale|expired|parked)|domena (?:jest )?(?:na sprzedaż|wygasła)",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|sso|saml2?|logowanie|zaloguj|anmelden|connexion|wp-login)(?:$|[/._?-])",
    re.IGNORECASE,
)
_LOGIN_WORDS = re.compile(r"\b(?:log ?in|sign ?in|zaloguj|logowanie|anmelden|connexion|iniciar sesi)", re.IGNORECASE)
_LOGIN_HOSTS = frozenset({"accounts.google.com", "login.microsoftonline.com", "login.live.com", "appleid.apple.com"})


def kind_of_file(media_type: str, url: str, body: bytes) -> str:
    """Return the ending of a file that is kept as one, by what it says and how it begins; "" if it is none."""
    for ending in (_BY_TYPE.get(media_type, ""), ending_of(url)):
        if ending in FILES and body.startswith(FILES[ending][1]) and _may_be(ending, media_type):
            return ending
    return ""


def _may_be(ending: str, media_type: str) -> bool:
    """Servers call files they do not know "octet-stream"; nobody calls a page so."""
    known, begins = FILES[ending]
    return media_type == known or (bool(begins) and media_type not in PAGES)


def trouble_of_page(asked: str, found: str, page: PageContent) -> Trouble | None:
    """Return why a page is not what was linked; None if it is.

    Args:
        asked: the address of the link.
        found: where its redirects ended.
        page: what lies there.
    """
    if _is_login(asked, found, page):
        return Trouble.LOGIN
    if ending_of(asked) in FILES:
        return Trouble.WRONG_KIND
    if _leads_elsewhere(asked, found):
        return Trouble.ELSEWHERE
    says = " · ".join((page.title, *page.headings[:2]))
    if len(page.text) < _SHORT and _ERRORS.search(says):
        return Trouble.ERROR_PAGE
    if len(page.text) < _EMPTY and not (page.parts and not page.builds_itself):
        return Trouble.EMPTY
    return None


def _is_login(asked: str, found: str, page: PageContent) -> bool:
    try:
        before, after = urlsplit(asked), urlsplit(found)
    except ValueError:
        return False
    if after.hostname in _LOGIN_HOSTS and before.hostname not in _LOGIN_HOSTS:
        return True
    was_sent = asked.rstrip("/") != found.rstrip("/")
    if was_sent and _LOGIN_PATH.search(after.path) and not _LOGIN_PATH.search(before.path):
        return True
    says = " · ".join((page.title, *page.headings[:2]))
    is_about_it = len(page.text) < _BARE or (len(page.text) < _SHORT and _LOGIN_WORDS.search(says))
    return page.asks_password and bool(is_about_it)


def _leads_elsewhere(asked: str, found: str) -> bool:
    """Tell whether a link leads to another site, or from a page inside to the front page of its own.

    A DOI and its like are made to lead to other sites.
    """
    if is_resolver(asked):
        return False
    if not is_same_site(asked, found):
        return True
    before, after = urlsplit(asked), urlsplit(found)
    return before.path.strip("/") != "" and after.path.strip("/") == "" and not after.query
