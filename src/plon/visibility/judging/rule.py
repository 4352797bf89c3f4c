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
    """Return the statement for this project: in the document's language, in the project's first, or in English."""
    programme = _programme(facts)
    for language in _languages(facts):
        if found := funding_statement(language, cofunded=_is_cofunded(facts), programme=programme):
            return Mend(found.text, found.language)
    return None


def right_disclaimer(facts: Facts, language: str = "") -> Mend | None:
    """Return the disclaimer for this project, None while nobody knows who granted it."""
    programme = _programme(facts)
    for wanted in _languages(facts, language):
        found = disclaimer(wanted, authority=facts.authority, cofunded=_is_cofunded(facts), programme=programme)
        if found:
            return Mend(found.text, found.language)
    return None


def _languages(facts: Facts, language: str = "") -> list[str]:
    wanted = [language, facts.language, *facts.expectation.languages[:1], "en"]
    return [each for each in dict.fromkeys(wanted) if each]


def _is_cofunded(facts: Facts) -> bool:
    """Tell which share the words to mend it with name: the project's, else what the document itself says."""
    if facts.expectation.cofunded is not None:
        return facts.expectation.cofunded
    kinds = {each.kind for _page, each in facts.statements if each.kind and each.period == "new"}
    return kinds != {"funded"}


def _programme(facts: Facts) -> str:
    if facts.expectation.programme:
        return facts.expectation.programme
    return OLD_PROGRAMME if facts.period == "old" else NEW_PROGRAMME
