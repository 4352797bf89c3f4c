"""Links whose fate is known: how the page was, how it is now, and what a person would call it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from plon.fetching.refusals import Why
from plon.fetching.stepping import Certificate, Step
from plon.linkwatch.enums import What
from plon.linkwatch.judging import Reading, judge, print_of
from plon.linkwatch.prints import Fingerprint, blended
from plon.linkwatch.reading import reading_of
from tests.linkwatch.texts import ADULT, DELICATE, GAMBLING, GONE, PAGES, PARKED

ADDRESS = "https://project.example/lessons/all"
FREE, PAID = Certificate("", "Free Certificates"), Certificate("University of Town", "Dear Certificates")
CHEAP = Certificate("", "Cheap Certificates")
# Both are right where a person could say either.
_GOOD = frozenset({What.GOOD, What.MOVED})
_OWNER = frozenset({What.NEW_OWNER, What.OTHER_SUBJECT})
_PARTNERS = "".join(f"<a href='https://{name}.example/'>Partner</a>" for name in ("school-one", "library", "guild"))
_MENUS = {
    "pl": ["O projekcie", "Partnerzy", "Aktualności", "Materiały", "Kontakt", "Polityka prywatności"],
    "en": ["About", "Partners", "News", "Materials", "Contact", "Privacy policy"],
    "de": ["Über uns", "Partner", "Neuigkeiten", "Materialien", "Kontakt", "Datenschutz"],
    "es": ["Quiénes somos", "Socios", "Noticias", "Materiales", "Contacto", "Privacidad"],
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a server sends it."""

    title: str
    text: str
    language: str = "en"
    at: str = ADDRESS
    menu: tuple[str, ...] = ()
    more: str = ""
    certificate: Certificate | None = FREE

    def reading(self, *, was_away: bool = False) -> Reading:
        menu = "".join(f"<li><a href='/{place}'>{each}</a></li>" for place, each in enumerate(self.menu))
        body = (
            f"<!doctype html><html lang='{self.language}'><head><title>{self.title}</title></head><body>"
            f"<ul>{menu}</ul><h1>{self.title}</h1><p>{self.text}</p>{self.more}</body></html>"
        )
        step = Step(self.at, 200, {}, "text/html", "utf-8", body.encode(), certificate=self.certificate)
        read = reading_of(ADDRESS, step)
        return Reading(**{**{name: getattr(read, name) for name in _FIELDS}, "was_away": was_away})


_FIELDS = tuple(Reading.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Case:
    """One link: readings when it was good, the reading now, and what it may be called."""

    kind: str
    now: Reading
    expected: frozenset[What]
    before: tuple[Reading, ...] = ()

    @property
    def is_bad(self) -> bool:
        return not self.expected & _GOOD and What.UNTOLD not in self.expected

    def judged(self) -> What:
        return judge(self.now, self.fingerprint()).what

    def fingerprint(self) -> Fingerprint | None:
        kept: Fingerprint | None = None
        for reading in self.before:
            made = print_of(reading)
            kept = made if kept is None else blended(kept, made)
        return kept


def cases(subjects: dict[str, dict[str, tuple[str, str]]] | None = None) -> Iterator[Case]:
    """Yield every case; of `subjects` {subject: {language: (title, text)}} instead of our own if given."""
    subjects = subjects or _own_subjects()
    keys = list(subjects)
    for place, key in enumerate(keys):
        other = subjects[keys[(place + 1) % len(keys)]]
        for language, (title, text) in subjects[key].items():
            yield from _of_page(Page(title, text, language), other, subjects[key], place)
    for title, text, language in DELICATE:
        page = Page(title, text, language).reading()
        yield Case("delicate subject, first look", page, _GOOD)
        yield Case("delicate subject, again", page, _GOOD, (page,))


def _own_subjects() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (subject, language), page in PAGES.items():
        found.setdefault(subject, {})[language] = page
    return found


def _of_page(
    page: Page, other: dict[str, tuple[str, str]], same: dict[str, tuple[str, str]], seed: int
) -> Iterator[Case]:
    before = (page.reading(),)
    yield from _mixed(page, before, other)
    yield from _good(page, before, random.Random(seed))  # noqa: S311  the same every time
    yield from _bad(page, before, other)
    yield from _dead(before)
    for language, (title, text) in same.items():
        if language != page.language:
            now = Page(title, text, language).reading()
            yield Case("same subject, other language", now, frozenset({What.OTHER_LANGUAGE}), before)
            named = (Page(page.title, page.text, page.language, more=_PARTNERS).reading(),)
            now = Page(title, text, language, more=_PARTNERS).reading()
            yield Case("same subject, other language, same partners", now, frozenset({What.OTHER_LANGUAGE}), named)


def _mixed(page: Page, before: tuple[Reading, ...], other: dict[str, tuple[str, str]]) -> Iterator[Case]:
    """What lies between: a good page of which half is new, a casino that keeps some of the old page."""
    sentences = page.text.split(". ")
    _title, strange = other.get(page.language, next(iter(other.values())))
    news = strange.split(". ")[: len(sentences) // 2]
    half = ". ".join([*news, *sentences[: -(len(sentences) // 2) or None]])
    yield Case("half of it is new", Page(page.title, half, page.language).reading(), _GOOD, before)
    for title, text, language in GAMBLING:
        some = f"{text} {sentences[0]}. {text}"
        yield Case("gambling with a sentence of old", Page(title, some, language).reading(),
                   frozenset({What.GAMBLING}), before)  # fmt: skip


def _good(page: Page, before: tuple[Reading, ...], chance: random.Random) -> Iterator[Case]:
    sentences = [each.strip() + "." for each in page.text.split(". ") if each.strip()]
    menu = tuple(_MENUS.get(page.language, _MENUS["en"]))

    def case(kind: str, now: Page) -> Case:
        return Case(kind, now.reading(), _GOOD, before)

    yield case("unchanged", page)
    yield Case("first look", page.reading(), _GOOD)
    yield case("new design", Page(f"{page.title} | Portal", page.text, page.language, menu=menu))
    shuffled = sentences[:]
    chance.shuffle(shuffled)
    yield case(
        "rewritten in part", Page(page.title, " ".join(shuffled[: -(len(shuffled) // 3) or None]), page.language)
    )
    news = " ".join(f"{each} 2026." for each in menu) + " ".join(sentences[:2])
    yield case("news on top", Page(page.title, f"{news} {page.text}", page.language, menu=menu))
    yield case("without www", Page(page.title, page.text, page.language, at="http://www.project.example/lessons/all/"))
    yield case(
        "another file name", Page(page.title, page.text, page.language, at="https://project.example/lessons/2026")
    )
    yield case("moved with its content", Page(page.title, page.text, page.language, at="https://new.example/lessons"))
    yield case(
        "front page with the same content", Page(page.title, page.text, page.language, at="https://project.example/")
    )
    yield case("other certificate", Page(page.title, page.text, page.language, certificate=CHEAP))
    yield case("needs scripts", Page(page.title, "You need to enable JavaScript to run this app.", page.language))
    yield Case("refused to programs", Reading(ADDRESS, ADDRESS, 403, Why.REFUSED), frozenset({What.UNTOLD}), before)
    yield Case("asked too often", Reading(ADDRESS, ADDRESS, 429, Why.REFUSED), frozenset({What.UNTOLD}), before)
    yield Case("a file", Reading(ADDRESS, ADDRESS, 200), _GOOD)


def _bad(page: Page, before: tuple[Reading, ...], other: dict[str, tuple[str, str]]) -> Iterator[Case]:
    for kind, pages, what in (
        ("parked", PARKED, What.PARKED), ("gambling", GAMBLING, What.GAMBLING), ("adult", ADULT, What.ADULT),
    ):  # fmt: skip
        for title, text, language in pages:
            now = Page(title, text, language, certificate=CHEAP).reading()
            yield Case(kind, now, frozenset({what}), before)
            yield Case(f"{kind}, first look", now, frozenset({what}))
    for title, text, language in GONE:
        yield Case("says 404 with 200", Page(title, text, language).reading(), frozenset({What.SOFT_404}), before)
        yield Case("says 404, first look", Page(title, text, language).reading(), frozenset({What.SOFT_404}))
    for language, (title, text) in other.items():
        now = Page(title, text, language)
        if language == page.language:
            yield Case("other subject", now.reading(), frozenset({What.OTHER_SUBJECT}), before)
            kept_title = Page(page.title, text, language, certificate=CHEAP)
            yield Case("other subject, old title", kept_title.reading(), _OWNER, before)
            gone_elsewhere = Page(title, text, language, at="https://shop.example/offers/today")
            yield Case("sent elsewhere", gone_elsewhere.reading(), _OWNER | {What.ELSEWHERE}, before)
            front = Page(title, text, language, at="https://project.example/")
            yield Case("sent to the front page", front.reading(), frozenset({What.FRONT_PAGE}), before)
            back = Page(title, text, language, certificate=CHEAP).reading(was_away=True)
            yield Case("back with another owner, same language", back, frozenset({What.NEW_OWNER}), before)
            held = (Page(page.title, page.text, page.language, certificate=PAID).reading(),)
            yield Case("certificate of somebody else", Page(title, text, language).reading(), _OWNER, held)
        else:
            taken = Page(title, text, language, certificate=CHEAP)
            yield Case("another owner, other language", taken.reading(), frozenset({What.NEW_OWNER}), before)
            named = (Page(page.title, page.text, page.language, more=_PARTNERS).reading(),)
            strange = Page(title, text, language, more="<a href='https://best-offers.example/'>Offers</a>").reading()
            yield Case("another owner, other language and partners", strange, frozenset({What.NEW_OWNER}), named)
            yield Case(
                "other subject and language, nothing else", now.reading(), _OWNER | {What.OTHER_LANGUAGE}, before
            )


def _dead(before: tuple[Reading, ...]) -> Iterator[Case]:
    for why, status in (
        (Why.NOT_FOUND, 404), (Why.NOT_FOUND, 410), (Why.UNKNOWN_HOST, 0), (Why.UNREACHABLE, 0), (Why.TIMED_OUT, 0),
        (Why.BAD_TLS, 0), (Why.TOO_MANY_REDIRECTS, 0), (Why.SERVER_FAILS, 500),
    ):  # fmt: skip
        yield Case(f"dead: {why}", Reading(ADDRESS, ADDRESS, status, why), frozenset({What.DEAD}), before)
