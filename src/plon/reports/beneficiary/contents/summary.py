"""The report in short: its time, what was done, how far the promises are kept, what came of it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.ledger.presenting import summary_of
from plon.evaluation.enums import Reason
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.facts import ReportFacts, people_of, proven_of
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting import parts
from plon.reports.missing import Link, Missing
from plon.texts import plain_text


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    return [
        _time(w, facts),
        _about(w, facts),
        w.paragraph(done_sentence(w, facts), _results(w, facts)),
        w.paragraph(summary_of(facts.totals) if facts.rows else "", _targets(w, facts)),
        _uses(w, facts),
    ]


def _time(w: ReportWriter, facts: ReportFacts) -> str:
    since, until = w.day(facts.report.since), w.day(facts.report.until)
    project = w.name(facts.project.title)
    told = {
        ReportKind.INTERIM: w.say(en="This interim report on the project", pl="Niniejszy raport okresowy z projektu"),
        ReportKind.FINAL: w.say(en="This final report on the project", pl="Niniejszy raport końcowy z projektu"),
        ReportKind.PARTNER: w.say(en=f"This report of {w.plain(facts.partner)} on the project",
                                  pl=f"Niniejszy raport partnera ({w.plain(facts.partner)}) z projektu"),
        ReportKind.MID_TERM: w.say(en="This mid-term evaluation report on the project",
                                   pl="Niniejszy raport z ewaluacji śródokresowej projektu"),
    }[ReportKind(facts.report.kind)]  # fmt: skip
    # A day in Polish ends with a full stop already.
    return w.say(
        en=f"{told} {project} covers the time from {since} to {until}.",
        pl=f"{told} {project} obejmuje okres od {since} do {until}",
    )


def _about(w: ReportWriter, facts: ReportFacts) -> str:
    """The project in its team's own words, as far as they wrote them in this language."""
    text = next((each for each in facts.project.texts.all() if each.language == w.language), None)
    return w.plain(plain_text(text.summary)) if text and text.summary and not facts.partner else ""


def done_sentence(w: ReportWriter, facts: ReportFacts) -> str:
    """Say how much was done in the report's time, for how many, and how much of it is proven."""
    if not facts.acts:
        return w.say(en="No activity was logged in this time.", pl="W tym okresie nie odnotowano żadnego działania.")
    people, proven = sum(map(people_of, facts.acts)), sum(map(proven_of, facts.acts))
    count = w.count(len(facts.acts), en=("activity", "activities"), pl=("działanie", "działania", "działań"))
    if not people:
        return w.say(en=f"In this time we carried out {count}.", pl=f"W tym okresie przeprowadziliśmy {count}.")
    shown = w.say(en=f"{w.number(proven)} of them are shown by evidence",
                  pl=f"dowody potwierdzają {w.number(proven)} z nich")  # fmt: skip
    is_one = len(facts.acts) == 1
    return w.say(
        en=f"In this time we carried out {count}, which reached {w.of_people(people)}; {shown}.",
        pl=f"W tym okresie przeprowadziliśmy {count}, {'które dotarło' if is_one else 'które dotarły'} "
        f"do {w.of_people(people)}; {shown}.",
    )


def _results(w: ReportWriter, facts: ReportFacts) -> str:
    if not facts.results:
        return ""
    whole, open_to_all = parts.count_of(w, facts.results, parts.RESULTS), len(facts.published)
    if not open_to_all:
        return w.say(en=f"None of {whole} is published yet.", pl=f"Opublikowane rezultaty: 0 z {len(facts.results)}.")
    return w.say(
        en=f"Published and free for everyone: {w.number(open_to_all)} of {whole}.",
        pl=f"Opublikowane i dostępne dla każdego rezultaty: {w.number(open_to_all)} z {w.number(len(facts.results))}.",
    )


def _targets(w: ReportWriter, facts: ReportFacts) -> str:
    if not facts.indicators:
        return ""
    reached = sum(each.reason == Reason.REACHED for each in facts.indicators)
    whole = w.number(len(facts.indicators))
    return w.say(
        en=f"The target is reached in {w.number(reached)} of {whole} {_indicators(len(facts.indicators))}.",
        pl=f"Wskaźniki, których wartość docelową już osiągnięto: {w.number(reached)} z {whole}.",
    )


def _indicators(count: int) -> str:
    return "indicator" if count == 1 else "indicators"


def _uses(w: ReportWriter, facts: ReportFacts) -> str:
    use = facts.book.use
    if facts.partner or not use.uses:
        return ""
    cases = w.count(use.uses, en=("case", "cases"), pl=("przypadek", "przypadki", "przypadków"))
    where = w.count(len(use.countries), en=("country", "countries"), pl=("kraju", "krajach", "krajach"))
    learners = ""
    if use.learners:
        learners = w.say(en=f", with {w.number(use.learners)} learners",
                         pl=f"; liczba osób uczących się: {w.number(use.learners)}")  # fmt: skip
    return w.say(
        en=f"People outside the project confirmed {cases} of use in {where}{learners}.",
        pl=f"Osoby spoza projektu potwierdziły {cases} wykorzystania rezultatów w {where}{learners}.",
    )


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    if not facts.acts:
        url = reverse("activities:new", args=[facts.project.public_id])
        yield Missing(_("No activity of this time is logged yet."), (Link(_("Log what was done"), url),))


CONTENT = Content(draft, missing=missing)
