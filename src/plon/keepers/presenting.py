"""What pages show of keeping: the team's list, the panel of a result, the line that everybody reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.keepers.enums import SILENT, KeepingState, Silence
from plon.keepers.models import Keeping
from plon.keepers.queries import (
    LIVING,
    PEOPLE_ASKED_FOR,
    KeptBy,
    Retired,
    is_last,
    keepers_of,
    keepings_in,
    orphans,
    retired,
    retired_of,
)
from plon.projects.models import Membership, Project
from plon.projects.overview import Reminder
from plon.results.enums import ResultState
from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class Person:
    """One line of who keeps a result, as the team reads it."""

    keeping: Keeping
    tone: str
    state: str
    can_be_reminded: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One result of a project with whoever keeps it, and what is still asked for ("" if nothing is)."""

    result: Result
    title: str
    kept: KeptBy
    people: tuple[Person, ...]
    retired: Retired | None
    note: str


def rows_of(project: Project, language: str) -> list[Row]:
    """Return every result of a project with its keepers, public ones first, in a constant number of queries."""
    results = list(project.results.prefetch_related("texts"))
    results.sort(key=lambda result: result.state != ResultState.PUBLISHED)
    return _rows(results, keepings_in(project), language)


def _rows(results: list[Result], keepings: Iterable[Keeping], language: str) -> list[Row]:
    kept, ended = keepers_of(result.pk for result in results), retired_of(result.pk for result in results)
    people: dict[int, list[Person]] = {}
    for keeping in keepings:
        people.setdefault(keeping.result_id, []).append(person_of(keeping))
    return [
        Row(
            result, result.title_in(language), kept[result.pk], tuple(people.get(result.pk, ())),
            ended.get(result.pk),
            "" if result.pk in ended else note_of(kept[result.pk], is_published=result.is_published),
        )
        for result in results
    ]  # fmt: skip


def person_of(keeping: Keeping) -> Person:
    """Return how one keeper is shown to the team."""
    tone, state = "good", _("keeps it")
    if keeping.state == KeepingState.DECLINED:
        tone, state = "bad", _("said no")
    elif keeping.silence in SILENT:
        tone, state = "bad", _("does not answer")
    elif keeping.state == KeepingState.ASKED:
        tone, state = "wait", _("asked, no answer yet")
    elif keeping.silence == Silence.REMINDED:
        tone, state = "wait", _("asked twice whether it is still good")
    elif keeping.silence == Silence.ASKED:
        tone, state = "wait", _("asked whether it is still good")
    return Person(keeping, tone, state, keeping.is_open and keeping.silence == Silence.ASKED)


def note_of(kept: KeptBy, *, is_published: bool) -> str:
    """Say what is still asked for; "" where two people keep it."""
    if kept.is_agency and not kept.people:
        return _("The agency keeps it until you find somebody.")
    if kept.is_orphan:
        return _("Nobody keeps it: nobody notices when it breaks.") if is_published else _("Nobody keeps it yet.")
    if kept.people < PEOPLE_ASKED_FOR:
        return _("One person keeps it. Name a second one: people fall ill, and change jobs.")
    return ""


def panel_of(result: Result) -> dict[str, object] | None:
    """Return what a result's page in the workspace says of its keepers, in 3 queries; nothing before it is public."""
    if not result.is_published:
        return None
    (row,) = _rows([result], keepings_in(result.project).filter(result=result), "")
    return {"row": row, "title": str(result)}


def public_line_of(result: Result) -> dict[str, object]:
    """Return what everybody reads: which organisation keeps it since when, or that it was retired; in 2 queries."""
    return {"by": keepers_of([result.pk])[result.pk], "retired": retired_of([result.pk]).get(result.pk)}


def warn_of_parting(membership: Membership) -> Reminder | None:
    """Say what results would lose when somebody leaves the team; None if they keep none of its public ones."""
    held = Keeping.objects.filter(LIVING, keeper__account=membership.person_id, result__project=membership.project_id)
    held = held.filter(~retired("result"), result__state=ResultState.PUBLISHED).select_related("result")
    last = sum(is_last(keeping) for keeping in held)
    if not held:
        return None
    words = ngettext(
        "%(n)s public result would have no keeper any more, and the agency would be told.",
        "%(n)s public results would have no keeper any more, and the agency would be told.",
        last,
    ) % {"n": last} if last else _("Results are kept by this person; others go on keeping them.")  # fmt: skip
    return Reminder(words, reverse("keepers:index", args=[membership.project.public_id]), _("Hand over first"))


def remind_of_keepers(project: Project) -> Reminder | None:
    """Say on the overview how many public results nobody keeps: never named, gone, or silent for long."""
    without = orphans().filter(project=project).order_by().count()
    if not without:
        return None
    text = ngettext(
        "Nobody keeps %(n)s public result: nobody will notice when it breaks.",
        "Nobody keeps %(n)s public results: nobody will notice when they break.",
        without,
    ) % {"n": without}
    return Reminder(text, reverse("keepers:index", args=[project.public_id]), _("Name keepers"))
