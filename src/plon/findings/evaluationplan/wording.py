"""Questions of the evaluation plan in words, for page, files and calendar alike; and what a plan does not ask yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon.findings.enums import ASKS, Criterion, Method, When
from plon.findings.models import EvaluationQuestion

_NAMES = dict(Method.choices)
# Trainings may add Kirkpatrick's levels; the five criteria are every plan's.
_ALWAYS = (
    Criterion.RELEVANCE, Criterion.EFFECTIVENESS, Criterion.EFFICIENCY, Criterion.IMPACT, Criterion.SUSTAINABILITY,
)  # fmt: skip


def method_words(question: EvaluationQuestion) -> str:
    return ", ".join(str(_NAMES[code]) for code in question.methods if code in _NAMES)


def subject_words(question: EvaluationQuestion, language: str) -> str:
    """Say of what a question asks: indicator, survey, result; "" for the project as a whole."""
    told = []
    if question.indicator:
        told.append(_("indicator: %(name)s") % {"name": question.indicator})
    if question.survey:
        told.append(_("survey: %(name)s") % {"name": question.survey})
    if question.result:
        told.append(_("result: %(name)s") % {"name": question.result.title_in(language)})
    return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that no question asks yet; `asks` is the plain question behind a criterion, "" for a moment."""

    name: str
    asks: str = ""


def gaps_of(questions: Iterable[EvaluationQuestion]) -> Sequence[Gap]:
    """Return the criteria and moments that a plan leaves out."""
    rows = list(questions)
    criteria, moments = {row.criterion for row in rows}, {row.moment for row in rows}
    found = [Gap(str(each.label), str(ASKS[each])) for each in _ALWAYS if each not in criteria]
    return [*found, *(Gap(str(each.label)) for each in When if each not in moments)]
