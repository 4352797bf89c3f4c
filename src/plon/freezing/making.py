"""Freeze a project: ask the house for its public pages, and leave them in a folder that needs nobody."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from plon.filetexts.queries import texts_for_index
from plon.freezing import layout
from plon.freezing.asking import READABLE, Address, ask, let_go
from plon.freezing.folder import FORMAT, Folder, made_beside
from plon.freezing.frame import SEARCHED, Frame
from plon.freezing.kept import write_copy
from plon.freezing.layout import folder_name
from plon.freezing.links import Links
from plon.freezing.living import living_address
from plon.freezing.own_pages import names_of, own_page
from plon.freezing.read_me import read_me
from plon.freezing.refusals import FreezeRefused
from plon.freezing.rewriting import Words, parse, relink, take_living_parts_out, written
from plon.freezing.scope import Kind, Leaf, Scope, scope_of
from plon.freezing.searching import add_search
from plon.freezing.statics import Statics
from plon.freezing.unsafe import unsafe_addresses
from plon.packages.packing import write_bag
from plon.packages.tables import Scope as BagScope

# Told after every page and every file: how many pages are done, of how many.
OnProgress = Callable[[int, int], None]
# Of what files say, so much of each result is searched.
_MOST_WORDS = 200_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen.

    Attributes:
        folder: where it lies.
        pages: how many there are.
        results: how many of them are published.
        files: how many files lie in the folder.
        size: of all of them, in bytes.
        missing: files that the house could not hand out; their names stand on the pages without a link.
    """

    folder: Path
    pages: int
    results: int
    files: int
    size: int
    missing: tuple[str, ...]


def freeze_project(
    key: str, folder: Path, *, with_package: bool = True, on_progress: OnProgress = lambda done, total: None
) -> Frozen:
    """Write a project's public pages into a folder that needs no server.

    Args:
        key: number or public id of the project.
        folder: where; a frozen site that lies there is replaced once the new one is whole.
        with_package: whether the project lies in it as a BagIt package, too; its files then lie there twice.
        on_progress: called after every page and every file; what it raises stops the work, and nothing is left.

    Raises:
        FreezeRefused: nothing is public, the folder holds something else, or it can't be written.
    """
    scope = scope_of(key)
    with made_beside(folder) as made:
        making = _Making(scope, made, on_progress, with_package=with_package)
        making.run()
    return making.told(folder)


@dataclass
class _Making:
    scope: Scope
    folder: Folder
    on_progress: OnProgress
    with_package: bool
    package: str = ""
    done: int = 0
    taken: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.statics = Statics(self.folder)
        self.links = Links(
            self.scope.by_living(),
            self.take,
            self.statics.take,
            unsafe_addresses(self.scope.project, self.scope.results),
        )
        self.frame = Frame(self.scope, timezone.localtime(), names_of(self.scope), _permanent(self.scope))

    def run(self) -> None:
        """Write everything; the pages name all else."""
        if self.with_package:
            self._pack()
        self._keep_copies()
        choice = Leaf(layout.CHOICE, self.scope.languages[0], Kind.CHOICE, Address("/"))
        for leaf in (*self.scope.leaves, choice):
            self._freeze(leaf)
            self._advance(1)
        texts = texts_for_index(result.pk for result in self.scope.results)
        of_thing = {result.public_id: _words(texts.get(result.pk, [])) for result in self.scope.results}
        searched = {leaf.file: leaf for leaf in self.scope.leaves if leaf.kind in SEARCHED}
        # A file is found once, by the page that a reader sees first.
        of_page = {file: of_thing.get(leaf.thing, "") for file, leaf in searched.items() if not leaf.living.query}
        add_search(self.folder, searched, lambda file: of_page.get(file, ""))
        missing = sorted(self.links.missing)
        words = read_me(self.scope, self.frame.frozen_at, missing, package=self.package)
        self.folder.write(layout.READ_ME, [words])
        self.folder.write(layout.MARK, [self._mark()])
        self.folder.seal()

    def _pack(self) -> None:
        """Put the public part of the project beside its pages as a package that another Plon takes in."""
        project = self.scope.project
        name = folder_name(project.acronym or project.title, project.public_id)
        self.package = f"{layout.PACKAGE}/{name}-{project.public_id}.zip"
        everything = BagScope(project, None, is_public=True)
        with self.folder.writing(self.package) as target:
            packed = write_bag(
                target, everything, folder=name, made_at=self.frame.frozen_at, advance=lambda _count: self._advance(0)
            )
        self.links.missing.update(f"{self.package}: {fault['name']}" for fault in packed.faults)
        self.frame = dataclasses.replace(self.frame, package=self.package)

    def _keep_copies(self) -> None:
        """Write the kept copies of linked pages; one that is damaged has no page."""
        for copy in self.scope.copies:
            pieces = write_copy(copy, self.folder)
            self.links.pieces |= {(copy.public_id, number): file for number, file in pieces.items()}
            if not pieces:
                self.links.missing.add(f"copies/{copy.public_id}")
            self._advance(0)
        lost = {copy.public_id for copy in self.scope.copies} - {key for key, _number in self.links.pieces}
        if lost:
            self.scope = dataclasses.replace(
                self.scope, leaves=tuple(leaf for leaf in self.scope.leaves if leaf.thing not in lost)
            )
            self.links.pages = self.scope.by_living()
            self.frame = dataclasses.replace(self.frame, scope=self.scope)

    def told(self, folder: Path) -> Frozen:
        return Frozen(
            folder=folder,
            pages=len(self.scope.leaves) + 1,
            results=len(self.scope.results),
            files=len(self.folder.sums),
            size=self.folder.size,
            missing=tuple(sorted(self.links.missing)),
        )

    def take(self, address: Address, file: str, language: str) -> bool:
        """Bring a file of the house, once; tell whether it is there."""
        if file not in self.taken:
            answer = ask(address, language)
            try:
                self.taken[file] = answer.status_code in READABLE
                if self.taken[file]:
                    self.folder.write(file, self._heard(_pieces(cast("HttpResponse | StreamingHttpResponse", answer))))
            finally:
                let_go(answer)
            self._advance(0)
        return self.taken[file]

    def _heard(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the pieces of a file on, and say now and then that the work goes on: a film takes a while."""
        for number, piece in enumerate(pieces, 1):
            yield piece
            if number % 1000 == 0:
                self._advance(0)

    def _freeze(self, leaf: Leaf) -> None:
        document = parse(self._page(leaf))
        with translation.override(leaf.language):
            words = Words(outward=_("on the internet"), unlinked=_("not in this copy"))
        take_living_parts_out(document)
        relink(document, leaf, self.links, words, self.folder.read)
        self.frame.surround(document, leaf, self.links)
        self.folder.write(leaf.file, [written(document)])

    def _page(self, leaf: Leaf) -> bytes:
        if leaf.kind in {Kind.CHOICE, Kind.INDEX, Kind.ORGANISATION}:
            return own_page(self.scope, leaf)
        answer = ask(leaf.living, leaf.language)
        if answer.status_code not in READABLE:
            raise FreezeRefused(
                _("The page %(page)s changed while the project was frozen. Please try again."), {"page": leaf.living}
            )
        return b"".join(_pieces(cast("HttpResponse | StreamingHttpResponse", answer)))

    def _mark(self) -> bytes:
        project = self.scope.project
        about = {
            "format": FORMAT,
            "project": project.public_id,
            "number": project.number,
            "title": project.title,
            "frozen_at": self.frame.frozen_at.isoformat(timespec="seconds"),
            "package": self.package,
            "from": living_address(project.get_absolute_url()),
            "languages": list(self.scope.languages),
            "results": [result.public_id for result in self.scope.results],
            "withdrawn": [result.public_id for result in self.scope.withdrawn],
            "pages": [leaf.file for leaf in self.scope.leaves],
        }
        return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()

    def _advance(self, pages: int) -> None:
        self.done += pages
        self.on_progress(self.done, len(self.scope.leaves) + 1)


def _pieces(answer: HttpResponse | StreamingHttpResponse) -> Iterator[bytes]:
    if isinstance(answer, StreamingHttpResponse):
        yield from cast("Iterable[bytes]", answer.streaming_content)
    else:
        yield answer.content


def _words(texts: list[tuple[str, str]]) -> str:
    return "\n".join(text for _language, text in texts)[:_MOST_WORDS]


def _permanent(scope: Scope) -> dict[str, str]:
    everything = (*scope.results, *scope.withdrawn)
    return {result.public_id: living_address(result.get_permanent_url()) for result in everything}
