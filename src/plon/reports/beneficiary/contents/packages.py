"""One work package, or one activity of a small-scale partnership: what was done in it, by whom, what came of it."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.ledger.facts import Act
from plon.programme.codelists import codelist
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts, evidence_of, people_of, proven_of
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.missing import Link, Missing
from plon.results.enums import ResultState
from plon.results.models import Result


def draft(w: ReportWriter, facts: ReportFacts, package: WorkPackage | None) -> list[str]:
    if package is None:
        return []
    acts = facts.acts_of(package, facts.acts)
    return [_lead(w, acts), _acts(w, facts, acts), _results(w, facts, package), _undone(w, facts, package),
            _learnt(w, facts, acts)]  # fmt: skip


def _lead(w: ReportWriter, acts: Sequence[Act]) -> str:
    if not acts:
        return ""
    count = w.count(len(acts), en=("activity", "activities"), pl=("działanie", "działania", "działań"))
    people, proven = sum(map(people_of, acts)), sum(map(proven_of, acts))
    return w.say(
        en=f"Here we carried out {count}, for {w.of_people(people)}; {w.number(proven)} of them are shown by evidence.",
        pl=f"Przeprowadziliśmy tu {count} dla {w.of_people(people)}; dowody potwierdzają {w.number(proven)} z nich.",
    )


def _acts(w: ReportWriter, facts: ReportFacts, acts: Sequence[Act]) -> str:
    named = w.chosen(acts)
    if not named:
        return ""
    lines = [_act(w, facts, act) for act in named]
    rest = w.rest(len(named), len(acts))
    return w.bullets(lines) + (f"\n\n{rest}" if rest else "")


def _act(w: ReportWriter, facts: ReportFacts, act: Act) -> str:
    more = facts.more_of(act)
    kind = codelist("activity_kinds").name(more.kind, w.language).lower() if more.kind else ""
    about = [kind] if w.detail.links else []
    if w.detail.places and more.place:
        about.append(w.plain(more.place))
    if w.detail.responsible and act.owner:
        about.append(w.plain(act.owner))
    said = f"{w.days(act.start, act.end)}: {w.name(act.title)}" if w.detail.dates else w.name(act.title)
    if told := ", ".join(part for part in about if part):
        said += f" ({told})"
    if w.detail.counts and (people := people_of(act)):
        said += w.say(en=f", for {w.of_people(people)}", pl=f", dla {w.of_people(people)}")
    return f"{said}{w.proof(evidence_of(act)) if w.detail.notes else ''}."


def _results(w: ReportWriter, facts: ReportFacts, package: WorkPackage) -> str:
    here = [result for result in facts.results if result.work_package_id == package.pk]
    if not here:
        return ""
    said = w.listed(here, lambda result: _result(w, facts, result))
    return w.say(en=f"Results of this work: {said}.", pl=f"Rezultaty tych prac: {said}.")


def _result(w: ReportWriter, facts: ReportFacts, result: Result) -> str:
    state = str(ResultState(result.state).label)
    return f"{w.name(facts.titles[result.public_id])} ({state})"


def _undone(w: ReportWriter, facts: ReportFacts, package: WorkPackage) -> str:
    gone = facts.acts_of(package, facts.undone)
    lines = [f"{w.name(act.title)}: {w.plain(act.reason)}" for act in w.chosen(gone)]
    if not lines:
        return ""
    lead = w.say(en="Put off or cancelled:", pl="Odłożono lub odwołano:")
    return f"{lead}\n\n{w.bullets(lines)}"


def _learnt(w: ReportWriter, facts: ReportFacts, acts: Sequence[Act]) -> str:
    told = [facts.more_of(act).learnt for act in acts if facts.more_of(act).learnt] if w.detail.extras else []
    if not told:
        return ""
    lead = w.say(en="What we learnt:", pl="Czego się nauczyliśmy:")
    return f"{lead}\n\n{w.bullets([w.plain(text) for text in told])}"


def missing(facts: ReportFacts, package: WorkPackage | None) -> Iterable[Missing]:
    if package and not facts.acts_of(package, facts.acts):
        yield Missing(
            _("No activity of this time belongs to it: link activities of the plan to this work package, log what was "
              "done for them."),
            (Link(_("To the plan"), reverse("plans:index", args=[facts.project.public_id])),),
        )  # fmt: skip


CONTENT = Content(draft, missing=missing)
