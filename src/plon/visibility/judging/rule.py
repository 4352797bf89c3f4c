"""The table of rules: each is one function from facts to findings."""

from collections.abc import Callable, Iterator

from plon.programme.visibility import OLD_PROGRAMME, disclaimer, funding_statement
from plon.visibility.expectation import NEW_PROGRAMME
from plon.visibility.judging.facts import Facts
from plon.visibility.report import Finding, Mend

Rule = Callable[[Facts], Iterator[Finding]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Add a rule to the table; rules speak in the order in which they are added."""
    RULES.append(function)
    return function


def right_statement(facts: Facts) -> Mend | None:
    """Return the statement for this project in the document's language, else in English."""
    programme = _programme(facts)
    is_cofunded = facts.expectation.cofunded
    if is_cofunded is None:
        kinds = {each.kind for _page, each in facts.statements if each.kind and each.period == "new"}
        is_cofunded = kinds != {"funded"}
    for language in dict.fromkeys([facts.language, *facts.expectation.languages[:1], "en"]):
        if language and (found := funding_statement(language, cofunded=is_cofunded, programme=programme)):
            return Mend(found.text, found.language)
    return None


def right_disclaimer(facts: Facts, language: str = "") -> Mend | None:
    """Return the disclaimer for this project, None while nobody knows who granted it."""
    programme = _programme(facts)
    is_cofunded = facts.expectation.cofunded
    if is_cofunded is None:
        is_cofunded = any(each.kind == "cofunded" for _page, each in facts.statements)
    for wanted in dict.fromkeys([language, facts.language, "en"]):
        found = wanted and disclaimer(wanted, authority=facts.authority, cofunded=is_cofunded, programme=programme)
        if found:
            return Mend(found.text, found.language)
    return None


def _programme(facts: Facts) -> str:
    if facts.expectation.programme:
        return facts.expectation.programme
    return OLD_PROGRAMME if facts.period == "old" else NEW_PROGRAMME
