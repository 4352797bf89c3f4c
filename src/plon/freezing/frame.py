"""What stands around every page of a frozen site: its own head, header, note and footer."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from plon.freezing import layout
from plon.freezing.layout import relative
from plon.freezing.links import Links
from plon.freezing.living import living_address
from plon.freezing.scope import Kind, Leaf, Scope

# Nothing is loaded but what lies beside; the search runs a small program of WebAssembly on the index page alone. Not
# every browser takes a page from a disk for "self".
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self' file:{search}; style-src 'self' file:; img-src 'self' file: data:; "
    "font-src 'self' file:; media-src 'self' file: data:; form-action 'none'; base-uri 'none'{frames}"
)
_STYLE, _SCRIPT, _SEARCH = "freezing/frozen.css", "freezing/frozen.js", "freezing/search.js"
# Kinds of pages that the search finds.
SEARCHED = frozenset({Kind.PROJECT, Kind.RESULT, Kind.ORGANISATION})
# Parts that tell of other things than the page's own, or that only say how to use it.
_BESIDE = frozenset(
    {"breadcrumbs", "eyebrow", "came", "cards", "passing", "behind", "visually-hidden", "file__kind", "file__earlier",
     "credit", "thing__side"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one frozen site share.

    Attributes:
        scope: what is frozen.
        frozen_at: when.
        names: the short name of the project by language.
        permanent: the lasting address of each result on the installation, by public id; "" where nobody reaches it.
        package: where the project lies as a package; "" if it does not.
    """

    scope: Scope
    frozen_at: datetime.datetime
    names: dict[str, str]
    permanent: dict[str, str]
    package: str = ""

    def surround(self, document: HtmlElement, leaf: Leaf, links: Links) -> None:
        """Give a page the head, header, note and footer of a frozen site."""
        with translation.override(leaf.language):
            twins = self._twins(leaf)
            context = {**self._context(leaf), "twins": twins}
            self._dress_head(document, leaf, links, twins)
            self._replace(document, "//header[contains(@class, 'site-header')]", "freezing/_header.html", context)
            self._replace(document, "//footer[contains(@class, 'site-footer')]", "freezing/_footer.html", context)
            main = document.xpath("//main")[0]
            if leaf.kind in SEARCHED:
                _mark_for_search(main, leaf)
            if leaf.kind != Kind.CHOICE:
                (main.xpath("./div[contains(@class, 'wrap')]") or [main])[0].append(
                    _fragment("freezing/_note.html", context)
                )

    def _context(self, leaf: Leaf) -> dict[str, object]:
        return {
            "name": self.names[leaf.language],
            "has_choice": leaf.kind == Kind.CHOICE,
            "home": relative(leaf.file, layout.index_file(leaf.language)),
            "results": relative(leaf.file, layout.index_file(leaf.language), "results"),
            "search": relative(leaf.file, layout.index_file(leaf.language), "search"),
            "project": relative(leaf.file, layout.project_file(leaf.language)),
            "organisations": relative(leaf.file, layout.index_file(leaf.language), "organisations"),
            "read_me": relative(leaf.file, layout.READ_ME),
            "package": relative(leaf.file, self.package) if self.package else "",
            "kind": leaf.kind.value,
            "language": leaf.language,
            "frozen_at": self.frozen_at,
            "living": self._living(leaf),
        }

    def _living(self, leaf: Leaf) -> str:
        """Return where the page is on the internet; "" if nobody reaches the installation."""
        if leaf.kind == Kind.INDEX:
            return living_address(self.scope.project.get_absolute_url())
        return self.permanent.get(leaf.thing) or living_address(leaf.living.path)

    def _twins(self, leaf: Leaf) -> list[tuple[str, str, str]]:
        """Return code, name and address of the page in the other languages."""
        if leaf.kind == Kind.CHOICE:
            return []
        others = [(code, name) for code, name in settings.LANGUAGES if code != leaf.language]
        return [(code, name, relative(leaf.file, self.scope.twin(leaf, code).file)) for code, name in others]

    def _dress_head(self, document: HtmlElement, leaf: Leaf, links: Links, twins: list[tuple[str, str, str]]) -> None:
        head = document.find("head")
        assert head is not None  # noqa: S101  every page of the house has one
        title = head.find("title")
        if title is not None:
            said = (title.text or "").strip().removesuffix("· Plon").strip()
            title.text = f"{said} · {self.names[leaf.language]}" if said else self.names[leaf.language]
        has_search = leaf.kind == Kind.INDEX
        policy = _CONTENT_POLICY.format(
            search=" 'wasm-unsafe-eval'" if has_search else "",
            frames="; frame-src 'self' file:" if leaf.kind == Kind.COPY else "",
        )
        head.insert(1, _element("meta", **{"http-equiv": "Content-Security-Policy", "content": policy}))
        head.insert(2, _element("meta", name="referrer", content="no-referrer"))
        for code, _name, address in twins:
            head.append(_element("link", rel="alternate", hreflang=code, href=address))
        head.append(_element("link", rel="stylesheet", href=relative(leaf.file, links.take_static(_STYLE))))
        head.append(_script(leaf, links.take_static(_SCRIPT)))
        if has_search:
            head.append(_script(leaf, f"{layout.SEARCH}/engine.js"))
            head.append(_script(leaf, links.take_static(_SEARCH)))

    @staticmethod
    def _replace(document: HtmlElement, path: str, template: str, context: dict[str, object]) -> None:
        old = document.xpath(path)[0]
        new = _fragment(template, context)
        new.tail = old.tail
        old.getparent().replace(old, new)


def _mark_for_search(main: HtmlElement, leaf: Leaf) -> None:
    """Tell Pagefind what of a page it reads, and what it says of the page where it is found."""
    main.set("data-pagefind-body", "")
    main.set("data-pagefind-meta", f"thing:{leaf.thing}")
    if leaf.living.query:
        # Found, too, but behind the page in the reader's own language.
        main.set("data-pagefind-weight", "0.5")
    names = {Kind.PROJECT: _("Project"), Kind.RESULT: _("Result"), Kind.ORGANISATION: _("Organisation")}
    for element in main.xpath("./*")[:1]:
        element.set("data-pagefind-meta", f"kind:{names[leaf.kind]}")
    for element in main.iter():
        if not _BESIDE.isdisjoint((element.get("class") or "").split()):
            element.set("data-pagefind-ignore", "")


def _fragment(template: str, context: dict[str, object]) -> HtmlElement:
    return html.fragment_fromstring(render_to_string(template, context).strip())


def _element(tag: str, /, **attributes: str) -> HtmlElement:
    made = html.Element(tag)
    for key, value in attributes.items():
        made.set(key, value)
    return made


def _script(leaf: Leaf, file: str) -> HtmlElement:
    return _element("script", src=relative(leaf.file, file), defer="")
