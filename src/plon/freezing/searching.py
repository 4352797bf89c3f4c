"""The search of a frozen site: Pagefind's index, in pieces that a page from a disk may load.

Browsers let a page from a disk load scripts, but neither modules nor data: Pagefind's own program, which is a module
that fetches its index, is put into a plain script, and each piece of the index into a script that hands it over. The
same files serve where the site is put on a server.
"""

import base64
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from plon.freezing import layout
from plon.freezing.folder import Folder
from plon.freezing.refusals import FreezeRefused

ENGINE = f"{layout.SEARCH}/engine.js"
_LICENCE = f"{layout.SEARCH}/LICENSE.txt"
_SECONDS = 300
# The last words of Pagefind's program: what it gives to those who import it.
_EXPORTS = re.compile(r"export\s*\{[^{}]*\bsearch\b[^{}]*\};?\s*$")
_PIECES = (".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter", ".pagefind", "pagefind-entry.json")

_DATA = Path(__file__).parent / "data"
# In the script, where Pagefind's program goes.
_GAP = "/* PAGEFIND */"


def add_search(folder: Folder, pages: Iterable[str], more: Callable[[str], str]) -> None:
    """Index pages and add the search to the site.

    Args:
        folder: the site; its pages are written.
        pages: the files that may be found.
        more: returns words that belong to a page without standing on it (those in its files); "" for most.

    Raises:
        FreezeRefused: the index could not be made.
    """
    with tempfile.TemporaryDirectory(prefix="plon-index-") as work:
        source, made = Path(work) / "pages", Path(work) / "made"
        for file in pages:
            copy = source / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(_with_more(folder.read(file), more(file)))
        _run(source, made)
        for path in sorted(made.rglob("*")):
            if path.is_file() and path.name.endswith(_PIECES):
                name = path.relative_to(made).as_posix()
                packed = base64.b64encode(_in_order(path)).decode()
                folder.write(f"{layout.SEARCH}/{name}.js", [f'frozenPiece({json.dumps(name)}, "{packed}");\n'.encode()])
        folder.write(ENGINE, [plain_script(made.joinpath("pagefind.js").read_text("utf-8")).encode()])
        folder.write(_LICENCE, [_DATA.joinpath("pagefind-licence.txt").read_bytes()])


def _in_order(path: Path) -> bytes:
    """Return a piece of the index; the table of languages comes in another order each time, which would be a change."""
    data = path.read_bytes()
    return json.dumps(json.loads(data), sort_keys=True).encode() if path.suffix == ".json" else data


def plain_script(module: str) -> str:
    """Return Pagefind's module as a script that needs no import.

    Raises:
        FreezeRefused: it is not as this was written for (Pagefind 1.5).
    """
    body, count = _EXPORTS.subn("", module)
    if count != 1 or "import.meta.url" not in body or "import(" in body:
        raise FreezeRefused(_("The search could not be made: this version of Pagefind is not known."))
    shell = _DATA.joinpath("engine.js").read_text("utf-8")
    return shell.replace(_GAP, body.replace("import.meta.url", "here"))


def _with_more(page: bytes, words: str) -> bytes:
    """Add words at the end of what is indexed; Pagefind reads the copy, not the page itself."""
    if not words:
        return page
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return page.replace(b"</main>", f"<p>{escaped}</p></main>".encode(), 1)


def _run(source: Path, made: Path) -> None:
    from pagefind.service import get_executable  # heavy, and only needed here

    program = get_executable()
    if program is None:
        raise FreezeRefused(_("The search could not be made: Pagefind is not installed."))
    source.mkdir(exist_ok=True)
    command = [str(program), "--site", str(source), "--output-path", str(made), "--silent"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603  our own program and folders
    except (subprocess.SubprocessError, OSError) as trouble:
        raise FreezeRefused(_("The search could not be made: Pagefind failed.")) from trouble
