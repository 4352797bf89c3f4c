"""An SPSS syntax file that reads the CSV beside it and names variables, values and what is missing.

Texts stand in apostrophes, an apostrophe in them doubled. Labels of variables have at most 256 bytes, of values 120;
a long literal goes on in the next line with +, since older versions read at most 256 bytes a line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from plon.surveyresults.exporting.variables import KEPT_BACK, NO_ANSWER, NOT_ASKED, Variable
from plon.surveys.enums import QuestionKind

DATA_FILE, SYNTAX_FILE = "answers.csv", "answers.sps"
_LONGEST_LABEL, _LONGEST_VALUE, _PART = 250, 118, 70
_UNSAID = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMATS = {QuestionKind.NUMBER: "F40.10", QuestionKind.DATE: "SDATE10"}
_LEVELS = {
    QuestionKind.SINGLE: "NOMINAL", QuestionKind.MULTIPLE: "NOMINAL", QuestionKind.SCALE: "ORDINAL",
    QuestionKind.MATRIX: "ORDINAL", QuestionKind.NUMBER: "SCALE", QuestionKind.DATE: "SCALE",
}  # fmt: skip


def syntax_of(variables: Sequence[Variable], title: str, missing: Sequence[tuple[int, str]]) -> str:
    """Return the syntax file.

    Args:
        variables: the columns of the CSV, in its order.
        title: of the survey and its round.
        missing: the codes of what is missing, and what they are called.
    """
    return "\n".join(_lines(variables, title, missing)) + "\n"


def _lines(variables: Sequence[Variable], title: str, missing: Sequence[tuple[int, str]]) -> Iterator[str]:
    yield "* Encoding: UTF-8."
    # A comment ends with a full stop at the end of a line; what people wrote must not end it.
    yield f"* {_said(title).replace('.', ' ')[:200].strip() or 'Survey'}."
    yield "SET DECIMAL=DOT."
    yield "GET DATA"
    yield "  /TYPE=TXT"
    yield f"  /FILE='{DATA_FILE}'"
    yield "  /ENCODING='UTF8'"
    yield "  /ARRANGEMENT=DELIMITED"
    yield "  /DELCASE=LINE"
    yield '  /DELIMITERS=","'
    yield "  /QUALIFIER='\"'"
    yield "  /FIRSTCASE=2"
    yield "  /VARIABLES="
    yield from (f"    {each.name} {_FORMATS.get(QuestionKind(each.kind), 'F8.0')}" for each in variables)
    yield "  ."
    if variables:
        yield "VARIABLE LABELS"
        yield from _joined(f"  {each.name} {literal(each.label, _LONGEST_LABEL)}" for each in variables)
    yield from _value_labels(variables, missing)
    coded = [each.name for each in variables if each.is_coded]
    yield from (f"MISSING VALUES {name} ({NO_ANSWER}, {NOT_ASKED}, {KEPT_BACK})." for name in coded)
    yield from (f"VARIABLE LEVEL {each.name} ({_LEVELS[QuestionKind(each.kind)]})." for each in variables)
    yield "EXECUTE."


def _value_labels(variables: Sequence[Variable], missing: Sequence[tuple[int, str]]) -> Iterator[str]:
    groups = []
    for each in variables:
        if each.is_coded:
            values = [*each.values.items(), *missing]
            said = "\n".join(f"    {number} {literal(text, _LONGEST_VALUE)}" for number, text in values)
            groups.append(f"  {each.name}\n{said}")
    if groups:
        yield "VALUE LABELS"
        yield from _joined(groups, between=" /")


def _joined(parts: Iterable[str], between: str = "") -> Iterator[str]:
    """Yield the parts of a command; the last ends it."""
    every = list(parts)
    yield from (part + between for part in every[:-1])
    yield every[-1] + "."


def _said(text: str) -> str:
    return _UNSAID.sub(" ", text).encode("utf-8", "ignore").decode()


def literal(text: str, longest: int) -> str:
    """Return a text of at most so many bytes as a literal, over several lines if it is long."""
    said = _said(text).strip()
    said = said.encode()[:longest].decode("utf-8", "ignore") if len(said.encode()) > longest else said
    parts = [said[start : start + _PART] for start in range(0, len(said), _PART)] or [""]
    return " +\n    ".join("'" + part.replace("'", "''") + "'" for part in parts)
