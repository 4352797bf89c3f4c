"""Where things lie in a frozen site, and how one of them names another: pure.

Every name is at home on every disk: a USB stick knows no difference between small and capital letters.
"""

import posixpath
import re
from urllib.parse import quote

from django.utils.text import slugify

from plon.texts import fold

# What tells a frozen site from any other folder; a new one may take its place.
MARK = "frozen.json"
SUMS = "SHA256SUMS"
READ_ME = "README.txt"
CHOICE = "index.html"
SEARCH = "search"
STATIC = "static"
PACKAGE = "package"

_LONGEST = 60
# Letters that stand for themselves in the path of an address.
_PLAIN = "/~!$&'()*+,;=:@"


def index_file(language: str) -> str:
    return f"{language}/index.html"


def project_file(language: str) -> str:
    return f"{language}/project.html"


def result_file(language: str, public_id: str, slug: str, text: str = "") -> str:
    """Return where the page of a result lies.

    Args:
        language: of the page.
        public_id: of the result.
        slug: words of its title, for those who look into the folder.
        text: the language of the description, where the page shows another one than it would by itself.
    """
    return f"{language}/results/{_name(slug, public_id)}{f'.{text}' if text else ''}.html"


def organisation_file(language: str, public_id: str, slug: str) -> str:
    return f"{language}/organisations/{_name(slug, public_id)}.html"


def copy_file(language: str, public_id: str) -> str:
    return f"{language}/copies/{public_id}.html"


def _name(slug: str, public_id: str) -> str:
    return f"{slug[:_LONGEST].strip('-')}-{public_id}"


def relative(start: str, target: str, fragment: str = "") -> str:
    """Return the address of one file as another names it.

    Args:
        start: the file in which the link stands, from the top of the site.
        target: the file that it leads to, from the top of the site.
        fragment: the place in it, without its sign.
    """
    path = quote(posixpath.relpath(target, posixpath.dirname(start) or "."), safe=_PLAIN)
    # A colon in the first part would make it the name of a protocol.
    path = f"./{path}" if ":" in path.partition("/")[0] else path
    return f"{path}#{fragment}" if fragment else path


def folder_name(title: str, fallback: str) -> str:
    """Return a name for the folder of a project: letters, digits and dashes of plain ASCII."""
    return re.sub(r"-+", "-", slugify(fold(title))[:_LONGEST]).strip("-") or fallback
