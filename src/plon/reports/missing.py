"""What a draft could not say because the plan does not: with the place where it is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.plans.models import TargetGroup
from plon.plans.queries import Item
from plon.programme.application import Question
from plon.programme.places import language_name
from plon.reports.drafting import Facts
from plon.results.models import Result

# So many things are named; of the rest only the number is told.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to add to the plan, with links to the things that lack it, and how many more there are."""

    text: str
    links: tuple[Link, ...] = ()
    more: int = 0


def missing_for(question: Question, facts: Facts, interface: str) -> list[Missing]:
    """Return what would make the draft of a question complete, in the interface's language.

    Args:
        question: of which form.
        facts: the plan for the draft's language, narrowed to the work package if the question is asked for each.
        interface: language of the person who reads it.
    """
    found: list[Missing] = []
    for subject in question.about:
        found += list(_MISSING[subject](facts, interface))
    found += list(_of_draft(question.draft, facts))
    return found


def _add(facts: Facts, kind: str) -> tuple[Link, ...]:
    return (Link(_("Add it to the plan"), reverse("plans:add", args=[facts.plan.project.public_id, kind])),)


def _of(facts: Facts, text: str, items: Sequence[Item | Result], *, field: str = "") -> Missing:
    links = tuple(Link(str(item), _item_url(facts, item, field)) for item in items[:_NAMED])
    return Missing(text, links, max(0, len(items) - _NAMED))


def _item_url(facts: Facts, item: Item | Result, field: str) -> str:
    project = facts.plan.project.public_id
    if isinstance(item, Result):
        url = reverse("results:edit", args=[project, item.public_id])
    else:
        kind = "group" if isinstance(item, TargetGroup) else "indicator" if hasattr(item, "baseline") else "activity"
        url = reverse("plans:change", args=[project, kind, item.public_id])
    return f"{url}#id_{field}" if field else url


def _results(facts: Facts, interface: str) -> Iterator[Missing]:
    project = facts.plan.project.public_id
    if not facts.results:
        if facts.work_package:
            yield Missing(_("No result belongs to this work package yet."),
                          (Link(_("To the results"), reverse("results:index", args=[project])),))  # fmt: skip
        else:
            yield Missing(
                _("There is no result yet."), (Link(_("Define a result"), reverse("results:new", args=[project])),)
            )
        return
    name = language_name(facts.language, interface)
    untitled = [result for result in facts.results if not _has(result, "title", facts.language)]
    if untitled:
        yield _of(facts, _("These results have no title in this language (%(name)s):") % {"name": name}, untitled)
    silent = [r for r in facts.results if r not in untitled and not _has(r, "summary", facts.language)]
    if silent:
        yield _of(facts, _("These results are not described in this language (%(name)s):") % {"name": name}, silent)


def _has(result: Result, field: str, language: str) -> bool:
    return any(text.language == language and getattr(text, field) for text in result.texts.all())


def _groups(facts: Facts, interface: str) -> Iterator[Missing]:
    if not facts.groups:
        yield Missing(_("There is no target group yet."), _add(facts, "group"))
        return
    if levelless := [group for group in facts.groups if not group.levels]:
        yield _of(facts, _("At which level are they? Local, national …"), levelless, field="levels")
    if sizeless := [group for group in facts.groups if not group.size]:
        yield _of(facts, _("How many are they?"), sizeless, field="size")
    if needless := [group for group in facts.groups if not group.need]:
        yield _of(facts, _("What do they need?"), needless, field="need")


def _messages(facts: Facts, interface: str) -> Iterator[Missing]:
    if not (facts.plan.results and facts.groups):
        return
    addressed = {group.pk for _result, group, _text in facts.messages}
    silent = [group for group in facts.groups if group.pk not in addressed]
    if silent:
        name = language_name(facts.language, interface)
        board = reverse("plans:index", args=[facts.plan.project.public_id])
        text = _("Why would they want your results? No message in this language (%(name)s) for:") % {"name": name}
        links = tuple(Link(str(group), f"{board}#messages") for group in silent[:_NAMED])
        yield Missing(text, links, max(0, len(silent) - _NAMED))


def _activities(facts: Facts, interface: str) -> Iterator[Missing]:
    if not facts.activities:
        if not facts.work_package:
            yield Missing(_("No activity is planned yet."), _add(facts, "activity"))
        return
    if undated := [each for each in facts.activities if each.start is None]:
        yield _of(facts, _("When will it be?"), undated, field="start")
    if unled := [each for each in facts.activities if each.responsible is None]:
        yield _of(facts, _("Who is responsible?"), unled, field="responsible")
    if unaddressed := [each for each in facts.activities if not each.reach.all()]:
        yield _of(facts, _("Whom will it reach?"), unaddressed)


def _indicators(facts: Facts, interface: str) -> Iterator[Missing]:
    if not facts.indicators:
        yield Missing(_("There is no indicator yet: how will you know?"), _add(facts, "indicator"))
        return
    for field, text in (
        ("baseline", _("Where does it start? The baseline is missing:")),
        ("target", _("How far should it go? The target is missing:")),
        ("target_date", _("By when? The date is missing:")),
        ("source", _("Where does the figure come from? The source is missing:")),
    ):
        if lacking := [each for each in facts.indicators if not getattr(each, field)]:
            yield _of(facts, text, lacking, field=field)


def _use_plans(facts: Facts, interface: str) -> Iterator[Missing]:
    without = [result for result in facts.results if result.pk not in facts.plan.use_plans]
    if without:
        project = facts.plan.project.public_id
        text = ngettext("What will become of it after the project?", "What will become of them after the project?",
                        len(without))  # fmt: skip
        links = tuple(
            Link(facts.titles[each.pk], reverse("plans:use", args=[project, each.public_id]))
            for each in without[:_NAMED]
        )
        yield Missing(text, links, max(0, len(without) - _NAMED))


def _visibility(facts: Facts, interface: str) -> Iterator[Missing]:
    if not facts.statement:
        yield Missing(_("Plon has no sourced funding statement in this language; take it from your grant agreement."))


_MISSING = {
    "results": _results,
    "groups": _groups,
    "messages": _messages,
    "activities": _activities,
    "indicators": _indicators,
    "use_plans": _use_plans,
    "visibility": _visibility,
}


def _of_draft(draft: str, facts: Facts) -> Iterator[Missing]:
    """What one kind of draft needs besides what its parts of the plan need anyway."""
    if draft == "sharing_inside":
        if not facts.own_groups:
            yield Missing(_("No group is inside your own organisation: add one at that level."), _add(facts, "group"))
        elif not facts.reaching(facts.own_groups, facts.activities):
            yield Missing(_("No activity reaches people inside your own organisation."), _add(facts, "activity"))
    if draft == "platforms" and not any(each.channel == "platform" for each in facts.activities):
        yield Missing(_("No activity uses an Erasmus+ platform: eTwinning, EPALE, the School Education Platform."),
                      _add(facts, "activity"))  # fmt: skip
    if draft in {"long_term", "continuation", "integration"} and not facts.later_activities:
        yield Missing(_("Nothing is planned for the time after funding."), _add(facts, "activity"))
    if draft in {"wp_qualitative", "wp_quantitative"} and facts.indicators:
        wanted = "qualitative" if draft == "wp_qualitative" else "quantitative"
        if not any(each.nature == wanted for each in facts.indicators):
            text = {
                "qualitative": _(
                    "This work package has no qualitative indicator: a statement, an opinion, an example."
                ),
                "quantitative": _("This work package has no quantitative indicator: a number."),
            }[wanted]
            yield Missing(text, _add(facts, "indicator"))
    led = [each.responsible for each in facts.results] + [each.responsible for each in facts.activities]
    if draft == "wp_partners" and not any(led):
        yield Missing(_("No partner is responsible for a result or an activity of this work package."))
