"""In which order the parts of a page are visited, each once, and when it is enough: pure, without a network."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from plon.keptcopies.addresses import ending_of, is_same_site, key_of
from plon.keptcopies.judging import FILES
from plon.keptcopies.pages import PageContent

# In all; pages one click away; files of the same site.
MOST_PIECES, MOST_PAGES, MOST_FILES = 200, 15, 20
# A style sheet may import another, and that one another.
DEEPEST_IMPORT = 3


class Role(IntEnum):
    """As what an address was named; the lower comes first, so that a page is whole before the next is begun."""

    STYLE = 1
    PART = 2
    FILE = 3
    PAGE = 4


@dataclass(frozen=True, slots=True)
class Stop:
    """An address to be visited.

    Attributes:
        url: whole.
        role: as what it was named.
        depth: of a style, how many imports lie before it.
    """

    url: str
    role: Role
    depth: int = 0


@dataclass(slots=True)
class Route:
    """What is still to be visited; `left_out` holds what there was no room for.

    Attributes:
        start: the address of the first page.
        with_neighbours: whether pages of the same site that the first one links to are visited, too.
    """

    start: str
    with_neighbours: bool = False
    known: set[str] = field(default_factory=set)
    left_out: list[Stop] = field(default_factory=list)
    _waiting: dict[Role, deque[Stop]] = field(default_factory=lambda: {role: deque() for role in Role})
    _taken: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(Role, 0))

    @property
    def waiting(self) -> int:
        return sum(len(queue) for queue in self._waiting.values())

    def mark(self, *urls: str) -> None:
        """Note that addresses were visited."""
        self.known.update(key_of(url) for url in urls)

    def add_page(self, page: PageContent, *, is_first: bool) -> None:
        """Note what a page names."""
        self._add(page.styles, Role.STYLE)
        self._add(page.parts, Role.PART)
        ours = [url for url in page.links if is_same_site(url, self.start)]
        self._add((url for url in ours if ending_of(url) in FILES), Role.FILE)
        if is_first and self.with_neighbours:
            self._add((url for url in ours if _may_be_page(url)), Role.PAGE)

    def add_style(self, styles: Iterable[str], parts: Iterable[str], *, depth: int) -> None:
        """Note what a style sheet names."""
        if depth < DEEPEST_IMPORT:
            self._add(styles, Role.STYLE, depth + 1)
        self._add(parts, Role.PART)

    def next(self) -> Stop | None:
        """Return what to visit now; None at the end."""
        for role in Role:
            while self._waiting[role]:
                stop = self._waiting[role].popleft()
                if self._is_room_for(role):
                    self._taken[role] += 1
                    return stop
                self.left_out.append(stop)
        return None

    def _is_room_for(self, role: Role) -> bool:
        if sum(self._taken.values()) >= MOST_PIECES - 1:
            return False
        most = {Role.PAGE: MOST_PAGES, Role.FILE: MOST_FILES}.get(role, MOST_PIECES)
        return self._taken[role] < most

    def _add(self, urls: Iterable[str], role: Role, depth: int = 0) -> None:
        for url in urls:
            key = key_of(url)
            if key not in self.known:
                self.known.add(key)
                self._waiting[role].append(Stop(url, role, depth))


_NO_PAGES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg", "mp3", "mp4", "avi", "mov", "exe", "css", "js",
                       "xml", "ics", "rss", "atom", "json", *FILES})  # fmt: skip


def _may_be_page(url: str) -> bool:
    """Tell whether a link looks like one to a page, and not to one that does something when it is opened."""
    lowered = url.lower()
    acts = any(word in lowered for word in ("logout", "wyloguj", "delete", "add-to-cart", "wp-admin", "replytocom"))
    return ending_of(url) not in _NO_PAGES and not acts
