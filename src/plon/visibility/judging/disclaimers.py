"""The disclaimer: there, complete, naming the authority that gave the grant (domain.md §5.2)."""

from collections.abc import Iterator

from plon.programme.authorities import EACEA, authority
from plon.visibility.judging.emblems import sure_ones
from plon.visibility.judging.facts import Facts, PageTexts
from plon.visibility.judging.finding_texts import Disclaimer
from plon.visibility.judging.rule import right_disclaimer, rule
from plon.visibility.report import Finding, Place, Sureness, Verdict

# A side below which an item is small, as for the emblem; so often no single document says who paid.
SMALL_MM, REPEATED, FEW_WORDS = 70, 4, 40

Found = tuple[PageTexts, Disclaimer]


def _places(found: list[Found]) -> tuple[Place, ...]:
    return tuple(page.place(each.span) for page, each in found[:3])


@rule
def _there(facts: Facts) -> Iterator[Finding]:
    if models := [each for each in facts.disclaimers if each[1].how in {"model", "variant"}]:
        case = "variant" if all(each.how == "variant" for _page, each in models) else ""
        yield Finding("disclaimer-found", Verdict.GOOD, Sureness.CERTAIN, case, places=_places(models))
    elif own := facts.disclaimers:
        yield Finding(
            "disclaimer-found", Verdict.LOOK, Sureness.LIKELY, "own-words", places=_places(own),
            mend=right_disclaimer(facts),
        )  # fmt: skip
    elif facts.document.kind == "picture" or not facts.has_text or "not-all-text" in facts.document.notes:
        yield Finding("disclaimer-found", Verdict.LOOK, Sureness.UNSURE, "no-text", mend=right_disclaimer(facts))
    elif _has_little_room(facts):
        yield Finding("disclaimer-found", Verdict.LOOK, Sureness.UNSURE, "small-items", mend=right_disclaimer(facts))
    elif _may_stand_in_picture(facts):
        yield Finding("disclaimer-found", Verdict.LOOK, Sureness.UNSURE, "in-picture", mend=right_disclaimer(facts))
    else:
        yield Finding("disclaimer-found", Verdict.MISSING, Sureness.LIKELY, mend=right_disclaimer(facts))


def _has_little_room(facts: Facts) -> bool:
    """Tell whether these are small items: a page that repeats its statement as labels do, a badge, a tiny page."""
    if not facts.statements:
        return False
    if any(len(page.statements) >= REPEATED for page in facts.pages):
        return True
    if facts.document.kind == "page" and sum(len(page.words) for page in facts.pages) < FEW_WORDS:
        return True
    return any(0 < min(page.width_mm, page.height_mm) < SMALL_MM for page in facts.document.pages)


def _may_stand_in_picture(facts: Facts) -> bool:
    """Tell whether an emblem is part of a wide picture that holds words, or nothing of the strip could be seen."""
    if facts.document.kind == "text":
        return False
    if any(not picture.is_readable for picture in facts.document.pictures) and not sure_ones(facts):
        return True
    wide = [each for each in sure_ones(facts) if each.picture >= 0 and each.has_ink_beside]
    return any(_is_strip(facts, each.picture, each.height_mm * each.ratio) for each in wide)


def _is_strip(facts: Facts, index: int, emblem_width: float) -> bool:
    picture = facts.document.pictures[index]
    return bool(emblem_width) and picture.width_mm > emblem_width * 7


@rule
def _complete(facts: Facts) -> Iterator[Finding]:
    models = [each for each in facts.disclaimers if each[1].how == "model" and each[1].period == "new"]
    broken = [each for each in models if each[1].lacks]
    if models and not broken:
        yield Finding("disclaimer-complete", Verdict.GOOD)
    elif broken:
        first = broken[0][1]
        yield Finding(
            "disclaimer-complete", Verdict.WRONG, Sureness.LIKELY, first.lacks, places=_places(broken),
            mend=right_disclaimer(facts, first.language),
        )  # fmt: skip


@rule
def _period(facts: Facts) -> Iterator[Finding]:
    """The words of 2014-2020 on a newer grant. New words on an old grant harm nobody, so nothing is said of them."""
    old = [each for each in facts.disclaimers if each[1].period == "old"]
    new = [each for each in facts.disclaimers if each[1].period == "new" and each[1].how != "own"]
    if facts.period == "new" and old and not new:
        yield Finding(
            "disclaimer-period", Verdict.WRONG, Sureness.CERTAIN, places=_places(old), mend=right_disclaimer(facts)
        )
    elif facts.period and (old or new):
        yield Finding("disclaimer-period", Verdict.GOOD)


@rule
def _authority(facts: Facts) -> Iterator[Finding]:
    """Who is named: the agency of the grant, or EACEA for what EACEA runs."""
    for page, each in facts.disclaimers:
        if each.period != "new" or each.lacks == "views":
            continue
        if finding := _authority_of(facts, page, each):
            yield finding
            if finding.verdict != Verdict.GOOD:
                return


def _authority_of(facts: Facts, page: PageTexts, each: Disclaimer) -> Finding | None:
    place = (page.place(each.span),)
    mend = right_disclaimer(facts, each.language)
    if each.has_placeholder:
        return Finding("disclaimer-authority", Verdict.WRONG, Sureness.CERTAIN, "placeholder", places=place, mend=mend)
    own = facts.authority
    if own and own.code in each.authorities:
        return Finding("disclaimer-authority", Verdict.GOOD)
    if each.authorities == {EACEA} and facts.is_run_by_agency:
        sureness = Sureness.CERTAIN if own else Sureness.LIKELY
        params = {"right": own.name(each.language) if own and own.is_named else ""}
        case = "eacea-named" if params["right"] else "eacea-named-agency-unknown"
        return Finding("disclaimer-authority", Verdict.WRONG, sureness, case, params, place, mend)
    if each.is_unnamed and not each.authorities:
        return Finding("disclaimer-authority", Verdict.WRONG, Sureness.LIKELY, "unnamed", places=place, mend=mend)
    others = each.authorities - {own.code} if own else frozenset()
    if own and others:
        named = authority(min(others))
        params = {
            "named": named.name(each.language) if named and named.is_named else min(others),
            "right": own.name(each.language) if own.is_named else own.code,
        }
        # Several agencies of one country run different fields; a number does not always tell which.
        is_near = named is not None and named.country == own.country != ""
        verdict = Verdict.LOOK if is_near or each.how == "own" else Verdict.WRONG
        sureness = Sureness.UNSURE if verdict == Verdict.LOOK else Sureness.LIKELY
        return Finding("disclaimer-authority", verdict, sureness, "other-named", params, place, mend)
    if own and each.how == "model" and not each.authorities:
        params = {"right": own.name(each.language) if own.is_named else own.code}
        return Finding("disclaimer-authority", Verdict.LOOK, Sureness.UNSURE, "not-recognised", params, place, mend)
    return None
