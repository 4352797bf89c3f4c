"""An officer proposes a label; another one says what they think of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.labels.criteria import criteria
from plon.labels.enums import Mark as HowFar
from plon.labels.enums import State
from plon.labels.facts import facts_about
from plon.labels.models import Label, Opinion
from plon.labels.refusals import Incomplete, NotImpartial, NotPublic, SettledAlready
from plon.labels.rules import require_impartial, why_no_opinion
from plon.projects.models import Project
from plon.projects.queries import public_projects
from plon.results.enums import ResultState
from plon.results.models import Result

LONGEST_WHY = 600


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer says of one criterion, and the codes of facts that it rests on."""

    mark: str
    why: str
    rests_on: Iterable[str] = ()


@transaction.atomic
def propose_label(
    project: Project, *, by: User, kind: str, judgements: Mapping[str, Judgement], result: Result | None = None
) -> Label:
    """Propose a label for a public project or one of its published results.

    Every criterion gets a mark and a sentence. The facts are counted now and kept with the proposal: later ones don't
    change what it rested on.

    Raises:
        NotImpartial: the officer is or was in the team.
        NotPublic: the project or result is not public.
        Incomplete: a criterion is without mark or reason.
        ValidationError: the label is proposed or given already.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    require_impartial(by, project.pk)
    seen = Result.objects.filter(project=project, state=ResultState.PUBLISHED)
    if result is not None and not seen.filter(pk=result.pk).exists():
        raise NotPublic(_("Only what everybody can see gets a label."))
    if not public_projects().filter(pk=project.pk).exists():
        raise NotPublic(_("Only what everybody can see gets a label."))
    label = Label(
        kind=kind, project=project, result=result, is_of_result=result is not None, number=project.number,
        title=(result.title_in(get_language() or "pl") if result else str(project))[:600],
        marks=_marks(project, result, judgements), proposed_by=by, proposed_label=str(by)[:200],
    )  # fmt: skip
    label.full_clean()
    label.save()
    # Without the project: its team does not read in its history what the office thinks about.
    record("label.proposed", by=by, subject=label)
    return label


def _marks(project: Project, result: Result | None, judgements: Mapping[str, Judgement]) -> dict[str, Any]:
    known, marks = facts_about(project, result), {}
    for criterion in criteria():
        told = judgements.get(criterion.code)
        if told is None or told.mark not in HowFar.values or not told.why.strip():
            raise Incomplete(_("Mark every criterion, with a sentence that says why."))
        offered = [known[code] for code in criterion.facts if code in known and code in set(told.rests_on)]
        marks[criterion.code] = {
            "mark": told.mark, "why": told.why.strip()[:LONGEST_WHY],
            "rests_on": {fact.code: fact.number for fact in offered},
        }  # fmt: skip
    return marks


@transaction.atomic
def give_opinion(label: Label, *, by: User, supports: bool, text: str) -> Opinion:
    """Say, as another officer, whether the proposal holds.

    Raises:
        NotImpartial: who proposed it, or somebody with a tie to the project, says it.
        SettledAlready: it is decided.
        ValidationError: nothing is written, or this officer gave an opinion already.
    """
    label = Label.objects.select_for_update().get(pk=label.pk)
    if label.state != State.PROPOSED:
        raise SettledAlready(_("It was decided since you opened the page. Look anew."))
    if words := why_no_opinion(by, label):
        raise NotImpartial(words)
    opinion = Opinion(label=label, supports=supports, text=text.strip(), by=by, by_label=str(by)[:200])
    opinion.full_clean()
    opinion.save()
    record("label.opinion", by=by, subject=label)
    return opinion
