"""The funding statement: there, of the right period and share, naming the Union in full (domain.md §5.1)."""

from collections.abc import Iterator

from plon.visibility.judging.emblems import sure_ones
from plon.visibility.judging.facts import Facts, PageTexts
from plon.visibility.judging.finding_texts import Statement
from plon.visibility.judging.known import lexicon
from plon.visibility.judging.matching import phrase_of
from plon.visibility.judging.rule import right_statement, rule
from plon.visibility.report import Finding, Place, Sureness, Verdict

Found = tuple[PageTexts, Statement]


def _proper(facts: Facts) -> list[Found]:
    return [(page, each) for page, each in facts.statements if each.how in {"exact", "typing"}]


def _places(found: list[Found]) -> tuple[Place, ...]:
    return tuple(page.place(each.span) for page, each in found[:3])


@rule
def _there(facts: Facts) -> Iterator[Finding]:
    proper = _proper(facts)
    if proper:
        yield Finding("statement-found", Verdict.GOOD, places=_places(proper))
        return
    if found := [each for each in facts.statements if each[1].how == "own"]:
        yield Finding(
            "statement-found", Verdict.LOOK, Sureness.LIKELY, "own-words", places=_places(found),
            mend=right_statement(facts),
        )  # fmt: skip
        return
    for how, case in (("donor", "statement-donor"), ("short", "statement-abbreviated")):
        if found := [each for each in facts.statements if each[1].how == how]:
            yield Finding(case, Verdict.WRONG, Sureness.LIKELY, places=_places(found), mend=right_statement(facts))
            return
    yield _absent(facts)


def _absent(facts: Facts) -> Finding:
    """Say that it is missing only where all words could be read, and no picture can hold them."""
    mend = right_statement(facts)
    if programme := [each for each in facts.statements if each[1].how == "programme"]:
        case, verdict = ("programme-only", Verdict.MISSING) if not _may_stand_in_picture(facts) else ("", Verdict.LOOK)
        sureness = Sureness.LIKELY if verdict == Verdict.MISSING else Sureness.UNSURE
        return Finding("statement-found", verdict, sureness, case, places=_places(programme), mend=mend)
    if spoken := _in_alternative_texts(facts):
        return Finding("statement-found", Verdict.GOOD, Sureness.LIKELY, "in-picture", places=spoken)
    if _may_stand_in_picture(facts):
        case = "no-text" if not facts.has_text else "in-picture"
        return Finding("statement-found", Verdict.LOOK, Sureness.UNSURE, case, mend=mend)
    return Finding("statement-found", Verdict.MISSING, Sureness.LIKELY, mend=mend)


def _in_alternative_texts(facts: Facts) -> tuple[Place, ...]:
    """Return pictures whose alternative text is a statement: what blind readers hear is what stands there."""
    from plon.visibility.judging.known import known_statements

    phrases = [known.phrase for known in known_statements()]
    return tuple(
        Place(picture.page + 1, picture.box, picture.alt or "")
        for picture in facts.document.pictures
        if picture.alt and any(f" {phrase} " in f" {phrase_of(picture.alt)} " for phrase in phrases)
    )[:3]


def _may_stand_in_picture(facts: Facts) -> bool:
    document = facts.document
    if document.kind == "text":
        return False
    if not facts.has_text or "not-all-text" in document.notes or "no-text" in document.notes:
        return True
    if any(each.has_ink_beside for each in document.emblems):
        return True
    # Without any emblem seen, a picture that we can't read may be the whole strip.
    is_blind = document.kind == "page" or any(not picture.is_readable for picture in document.pictures)
    return is_blind and not sure_ones(facts)


@rule
def _slips(facts: Facts) -> Iterator[Finding]:
    slips = [each for each in _proper(facts) if each[1].how == "typing"]
    exact = [each for each in _proper(facts) if each[1].how == "exact"]
    if slips and not exact:
        params = {"right": slips[0][1].known}
        yield Finding(
            "statement-typing", Verdict.WRONG, Sureness.LIKELY, "", params, _places(slips), right_statement(facts)
        )


@rule
def _period(facts: Facts) -> Iterator[Finding]:
    """Words of 2014-2020 on a grant of 2021-2027, and the other way round."""
    if not facts.period:
        return
    periods = {each.period for _page, each in _proper(facts)}
    # The form before 2014 was still printed with old grants; nobody calls that wrong.
    wanted = {"old", "old-commission"} if facts.period == "old" else {"new"}
    if not periods:
        return
    off = [each for each in _proper(facts) if each[1].period not in wanted]
    if not off:
        yield Finding("statement-period", Verdict.GOOD)
    elif periods & wanted:
        yield Finding("statement-period", Verdict.LOOK, Sureness.UNSURE, "both", places=_places(off))
    else:
        sureness = Sureness.CERTAIN if facts.period == "new" else Sureness.LIKELY
        yield Finding(
            "statement-period", Verdict.WRONG, sureness, facts.period, places=_places(off), mend=right_statement(facts)
        )


@rule
def _share(facts: Facts) -> Iterator[Finding]:
    """Funded or co-funded, as the grant is. Old grants were always co-funded in words (domain.md §5.1)."""
    is_cofunded = True if facts.period == "old" else facts.expectation.cofunded
    of_period = [each for each in _proper(facts) if each[1].period.startswith(facts.period or "new")]
    of_period = [each for each in of_period if each[1].period != "old-commission"]
    if is_cofunded is None or not of_period:
        return
    wanted = "cofunded" if is_cofunded else "funded"
    off = [each for each in of_period if each[1].kind != wanted]
    if not off:
        yield Finding("statement-share", Verdict.GOOD)
    elif len(off) < len(of_period):
        yield Finding("statement-share", Verdict.LOOK, Sureness.UNSURE, "both", places=_places(off))
    else:
        yield Finding(
            "statement-share", Verdict.WRONG, Sureness.LIKELY, wanted, places=_places(off), mend=right_statement(facts)
        )


@rule
def _logo_of_programme(facts: Facts) -> Iterator[Finding]:
    """No other mark may stand for the support (domain.md §5.1); one whose alternative text names it is looked at."""
    if sure_ones(facts):
        return
    logos = [
        Place(picture.page + 1, picture.box, picture.alt or picture.name)
        for picture in facts.document.pictures
        if "erasmus" in f"{picture.alt or ''} {picture.name}".casefold()
    ]
    if logos:
        yield Finding("statement-by-logo", Verdict.LOOK, Sureness.UNSURE, places=tuple(logos[:3]))


def languages_of_statements(facts: Facts) -> dict[str, list[Found]]:
    """Return the statements by language; one whose words fit several languages counts for the document's own."""
    found: dict[str, list[Found]] = {}
    for page, each in _proper(facts):
        language = each.language
        own = facts.language
        if own and own != language and own in lexicon() and _fits(each.known, own):
            language = own
        found.setdefault(language, []).append((page, each))
    return found


def _fits(text: str, language: str) -> bool:
    from plon.visibility.judging.known import known_statements

    phrase = phrase_of(text)
    return any(known.phrase == phrase and known.language == language for known in known_statements())
