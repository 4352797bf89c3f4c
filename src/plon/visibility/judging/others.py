"""Languages, licence, project number, alternative texts, and the pages of a site (domain.md §5.4, §7.1, §12.2)."""

import re
from collections.abc import Iterator

from plon.programme.codelists import codelist
from plon.programme.licences import notice
from plon.programme.sharing import licence_is_open
from plon.visibility.judging.facts import Facts, PageTexts, language_of, own_words, understood
from plon.visibility.judging.known import lexicon
from plon.visibility.judging.rule import right_disclaimer, right_statement, rule
from plon.visibility.judging.statements import languages_of_statements
from plon.visibility.report import Finding, Mend, Place, Sureness, Verdict

# Languages that a machine takes for one another, or that are read by the same people.
_KIN = ({"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sl"}, {"cs", "sk"}, {"es", "gl", "ca"}, {"bg", "mk"})


def _are_kin(one: str, other: str) -> bool:
    return one == other or any(one in kin and other in kin for kin in _KIN)


# ── languages ──


@rule
def _language_of_statement(facts: Facts) -> Iterator[Finding]:
    """The statement may stand in the document's language (domain.md §5.1); an English one is only looked at."""
    found = languages_of_statements(facts)
    own = facts.told_language
    if not found or not own:
        return
    if any(_are_kin(own, language) for language in found):
        yield Finding("languages-statement", Verdict.GOOD)
        return
    language = next(iter(found))
    mend = right_statement(facts)
    places = tuple(page.place(each.span) for page, each in found[language][:2])
    params = {"document": own, "text": language}
    if "en" in found or (mend is not None and mend.language != own):
        yield Finding("languages-statement", Verdict.LOOK, Sureness.UNSURE, "", params, places, mend)
    else:
        yield Finding("languages-statement", Verdict.WRONG, Sureness.LIKELY, "", params, places, mend)


@rule
def _language_of_disclaimer(facts: Facts) -> Iterator[Finding]:
    found = {each.language: (page, each) for page, each in facts.disclaimers if each.how == "model"}
    own = facts.told_language
    if not found or not own:
        return
    if any(_are_kin(own, language) for language in found):
        yield Finding("languages-disclaimer", Verdict.GOOD)
        return
    language, (page, each) = next(iter(found.items()))
    params = {"document": own, "text": language}
    places = (page.place(each.span),)
    if "en" in found or each.period == "old":
        yield Finding(
            "languages-disclaimer", Verdict.LOOK, Sureness.UNSURE, "", params, places, right_disclaimer(facts)
        )
    else:
        yield Finding(
            "languages-disclaimer", Verdict.WRONG, Sureness.LIKELY, "", params, places, right_disclaimer(facts)
        )


@rule
def _languages_agree(facts: Facts) -> Iterator[Finding]:
    """Several languages of one page or site say the same: share, period, authority."""
    statements = [each for _page, each in facts.statements if each.how == "exact" and each.period in {"new", "old"}]
    if len({each.language for each in statements}) < 2:
        return
    kinds: dict[str, set[tuple[str, str]]] = {}
    for each in statements:
        kinds.setdefault(each.language, set()).add((each.kind, each.period))
    authorities = {each.authorities for _page, each in facts.disclaimers if each.authorities and each.period == "new"}
    shares = {frozenset(value) for value in kinds.values()}
    languages = ", ".join(sorted(kinds))
    if len(authorities) > 1:
        yield Finding("languages-agree", Verdict.WRONG, Sureness.LIKELY, "authority", {"languages": languages})
    elif len(shares) > 1:
        yield Finding("languages-agree", Verdict.WRONG, Sureness.LIKELY, "share", {"languages": languages})
    else:
        yield Finding("languages-agree", Verdict.GOOD, params={"languages": languages})


# ── licence ──

_CC = re.compile(r"\bCC[\s-]*(0|BY(?:[\s-]*(?:NC|SA|ND)){0,2})(?![A-Za-z])(?:[\s-]*(\d\.\d))?", re.IGNORECASE)
_CC_URL = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero))", re.IGNORECASE)
_CC_WORDS = re.compile(
    r"(?:Attribution|Uznanie autorstwa|Namensnennung|Reconocimiento|Atribución|Attribuzione|Atribuição|Atribuire)"
    r"((?:\s*[-–—,]\s*(?:[\w ]{3,40}))*)",
    re.IGNORECASE,
)
_PART_WORDS = {
    "NC": ("non[- ]?commercial", "użycie niekomercyjne", "nicht kommerziell", "nocomercial", "no comercial",
           "non commerciale"),
    "ND": ("no ?deriv", "bez utworów zależnych", "keine bearbeitung", "sin ?obra", "sin derivad", "non opere"),
    "SA": ("share ?alike", "na tych samych warunkach", "weitergabe unter gleichen", "compartir ?igual", "condividi"),
}  # fmt: skip
_PARTS = tuple((part, re.compile("|".join(words), re.IGNORECASE)) for part, words in _PART_WORDS.items())


def licences_in(text: str) -> set[str]:
    """Return the licences that a text names, e.g. {"CC-BY-SA"}; versions are left out."""
    found = set()
    for match in _CC.finditer(text):
        parts = re.split(r"[\s-]+", match.group(1).upper())
        found.add("CC0" if parts == ["0"] else _named(parts))
    for match in _CC_URL.finditer(text):
        found.add("CC0" if match.group(2) else _named((match.group(1) or "").upper().split("-")))
    if re.search(r"creative commons", text, re.IGNORECASE):
        for match in _CC_WORDS.finditer(text):
            found.add(_named(["BY", *(code for code, words in _PARTS if words.search(match.group(1)))]))
    # A licence spelled out and abbreviated is one; what says less of the same is part of it.
    return {each for each in found if not any(each != other and other.startswith(f"{each}-") for other in found)}


def _named(parts: list[str]) -> str:
    return "CC-" + "-".join(part for part in ("BY", "NC", "ND", "SA") if part in parts)


def _short(code: str) -> str:
    """Return a code of the licences list without its version: "CC-BY-SA-4.0" to "CC-BY-SA"."""
    return re.sub(r"-\d\.\d$", "", code)


@rule
def _licence(facts: Facts) -> Iterator[Finding]:
    pages = [(page, licences_in(page.words.text)) for page in facts.pages]
    told = " ".join([*facts.document.links, *(each.alt or "" for each in facts.document.pictures)])
    found = set().union(*(names for _page, names in pages), licences_in(told))
    places = tuple(
        Place(0 if page.address else page.index + 1, None, ", ".join(sorted(names)), page.address)
        for page, names in pages
        if names
    )[:3]
    reserved = _reserved(facts)
    expected = facts.expectation.licence
    mend = Mend(notice(expected, facts.language or "en"), facts.language or "en") if expected else None
    if not found and not reserved:
        yield Finding(
            "licence-found", Verdict.LOOK, Sureness.UNSURE, "no-text" if not facts.has_text else "", mend=mend
        )
        return
    if not found:
        yield Finding("licence-open", Verdict.WRONG, Sureness.LIKELY, "reserved", places=reserved, mend=mend)
        return
    name = ", ".join(sorted(found))
    yield Finding("licence-found", Verdict.GOOD, params={"licence": name}, places=places)
    closed = {each for each in found if "ND" in each}
    if closed:
        case = "no-derivatives"
        yield Finding("licence-open", Verdict.WRONG, Sureness.LIKELY, case, {"licence": name}, places, mend)
    elif len(found) == 1:
        yield Finding("licence-open", Verdict.GOOD, params={"licence": name})
    if reserved and not closed:
        yield Finding("licence-agrees", Verdict.LOOK, Sureness.LIKELY, "reserved", {"licence": name}, reserved, mend)
    elif expected and expected.startswith("CC") and licence_is_open(expected) and _short(expected) not in found:
        params = {"licence": name, "right": codelist("licences").name(expected, "en").partition(":")[0]}
        yield Finding("licence-agrees", Verdict.LOOK, Sureness.LIKELY, "other", params, places, mend)


def _reserved(facts: Facts) -> tuple[Place, ...]:
    phrases = [phrase for known in lexicon().values() for phrase in known.reserved if phrase]
    return tuple(page.place(span) for page in facts.pages for phrase in phrases for span in page.words.find(phrase))[:2]


# ── project number ──


@rule
def _number(facts: Facts) -> Iterator[Finding]:
    own = facts.expectation.number
    mend = Mend(own) if own else None
    good = [each for each in facts.numbers if each.number.is_wellformed]
    bad = [each for each in facts.numbers if not each.number.is_wellformed]
    if not facts.numbers:
        case = "no-text" if not facts.has_text else ""
        yield Finding("number-found", Verdict.LOOK, Sureness.UNSURE, case, mend=mend)
        return
    if good:
        params = {"number": good[0].number.normalised}
        yield Finding("number-found", Verdict.GOOD, params=params, places=(good[0].place,))
    if bad and not good:
        is_form = "application-form-id" in bad[0].number.problems
        case = "application-form-id" if is_form else "malformed"
        params = {"number": bad[0].raw}
        yield Finding("number-wellformed", Verdict.WRONG, Sureness.CERTAIN, case, params, (bad[0].place,), mend)
    elif bad:
        yield Finding(
            "number-wellformed",
            Verdict.LOOK,
            Sureness.UNSURE,
            "malformed",
            {"number": bad[0].raw},
            (bad[0].place,),
            mend,
        )
    if own and good:
        wanted = understood(own).normalised
        if any(each.number.normalised == wanted for each in good):
            yield Finding("number-same", Verdict.GOOD)
        else:
            params = {"number": good[0].number.normalised, "right": wanted}
            yield Finding("number-same", Verdict.WRONG, Sureness.LIKELY, "", params, (good[0].place,), mend)


# ── alternative texts ──

_NO_WORDS = re.compile(
    r"^(?:image|picture|obraz|grafika|bild|imagen|img|photo|dsc|foto|screenshot)?[\s_-]*\d*(?:\.\w{3,4})?$|^[\w-]+\.(?:png|jpe?g|gif|svg|webp)$",
    re.IGNORECASE,
)


@rule
def _alternatives(facts: Facts) -> Iterator[Finding]:
    pictures = facts.document.pictures
    if facts.document.kind in {"picture", "text"} or not pictures:
        return
    if not facts.document.is_tagged:
        params = {"count": str(len(pictures))}
        yield Finding("alternatives-found", Verdict.MISSING, Sureness.CERTAIN, "untagged", params)
        return
    without = [each for each in pictures if each.alt is None]
    hollow = [each for each in pictures if each.alt and _NO_WORDS.match(each.alt.strip())]
    if without:
        params = {"count": str(len(without)), "all": str(len(pictures))}
        places = tuple(_picture_place(facts, each) for each in without[:6])
        yield Finding("alternatives-found", Verdict.MISSING, Sureness.CERTAIN, "", params, places)
    elif hollow:
        params = {"count": str(len(hollow)), "all": str(len(pictures))}
        places = tuple(_picture_place(facts, each) for each in hollow[:6])
        yield Finding("alternatives-found", Verdict.LOOK, Sureness.LIKELY, "hollow", params, places)
    else:
        yield Finding("alternatives-found", Verdict.GOOD, params={"count": str(len(pictures))})


def _picture_place(facts: Facts, picture: object) -> Place:
    each = next(one for one in facts.document.pictures if one is picture)
    address = facts.document.pages[each.page].address if 0 <= each.page < len(facts.document.pages) else ""
    return Place(0 if address else each.page + 1, each.box, each.alt or each.name, address)


# ── sites ──


@rule
def _every_version(facts: Facts) -> Iterator[Finding]:
    """Funding is told on each language version, not on the first one alone."""
    if facts.document.kind != "page" or len(facts.pages) < 2:
        return
    silent = [page for page in facts.pages if not _tells(facts, page)]
    if not silent:
        yield Finding("languages-site", Verdict.GOOD, params={"count": str(len(facts.pages))})
    elif len(silent) < len(facts.pages):
        params = {"languages": ", ".join(_language(page) or page.address for page in silent)}
        places = tuple(Place(address=page.address) for page in silent[:6])
        has_pictures = any(0 <= each.page == page.index for page in silent for each in facts.document.pictures)
        verdict, sureness = (
            (Verdict.LOOK, Sureness.UNSURE)
            if has_pictures and not any(page.statements for page in facts.pages)
            else (Verdict.WRONG, Sureness.LIKELY)
        )
        yield Finding("languages-site", verdict, sureness, "", params, places, right_statement(facts))


def _tells(facts: Facts, page: PageTexts) -> bool:
    is_told = any(each.how in {"exact", "typing", "own"} for each in page.statements)
    return is_told or any(each.is_sure and each.page == page.index for each in facts.document.emblems)


def _language(page: PageTexts) -> str:
    return language_of(own_words(page)) or page.declared.lower()[:2]
