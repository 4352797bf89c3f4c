"""Static files of the house under their plain names, with what style sheets name in turn."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from plon.freezing import layout
from plon.freezing.folder import Folder

_CHUNK = 256 * 1024
_NAMED_IN_STYLE = re.compile(rb"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
# Whoever passes fonts on passes their licence on.
_FONT_LICENCE = "LICENSE.txt"


class Statics:
    """Brings static files into a site, each once."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._taken: dict[str, str] = {}
        # {name with the hash of its content: plain name}; empty where names carry no hash.
        hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
        self._plain = {put: plain for plain, put in hashed.items()}

    def take(self, name: str) -> str:
        """Bring a static file and what it names; return where it lies in the site, "" if there is no such file."""
        name = posixpath.normpath(self._plain.get(name, name))
        if name in self._taken:
            return self._taken[name]
        path = finders.find(name)
        self._taken[name] = file = f"{layout.STATIC}/{name}" if path else ""
        if path:
            self._folder.write(file, _pieces(Path(path)))
            if name.endswith(".css"):
                for other in _NAMED_IN_STYLE.findall(Path(path).read_bytes()):
                    self._take_beside(name, other.decode())
        return file

    def _take_beside(self, name: str, other: str) -> None:
        if ":" in other or other.startswith("#"):
            return
        beside = posixpath.join(posixpath.dirname(name), other.partition("?")[0].partition("#")[0])
        self.take(beside)
        if beside.endswith(".woff2"):
            self.take(posixpath.join(posixpath.dirname(beside), _FONT_LICENCE))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece
