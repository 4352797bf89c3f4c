"""Who will use a result, guessed from the target groups of the plan (see `plon.results.fit.guessing`)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plon.plans.models import TargetGroup
from plon.programme.fit import known
from plon.results.fit.guessing import Guess
from plon.results.models import Result

# Those who teach are called differently in each field of the programme (domain.md §7.3).
_TEACHERS = {"SCH": "teacher", "VET": "vet-trainer", "HED": "academic", "ADU": "adult-educator",
             "YOU": "youth-worker", "SPO": "coach"}  # fmt: skip
_OTHERS = {"learners": "learner", "organisations": "organisation", "networks": "organisation",
           "decision-makers": "policy"}  # fmt: skip


def audiences_from_plan(result: Result) -> Iterable[Guess]:
    """Guess the audiences from the groups that a message tells about this result, else from all of the project."""
    groups = TargetGroup.objects.filter(project_id=result.project_id)
    kinds = set(groups.filter(messages__result=result).values_list("kind", flat=True))
    kinds = kinds or set(groups.values_list("kind", flat=True))
    codes = {_OTHERS[kind] for kind in kinds if kind in _OTHERS}
    if "teachers" in kinds:
        codes.add(_TEACHERS.get(result.project.field, "teacher"))
    if codes:
        yield Guess("audiences", known("audience", codes), _("from the target groups of your plan"))
