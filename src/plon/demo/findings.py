"""What the example project asks of itself, what it saw half-way, what it decided, and what that changed in the plan."""

import datetime
from dataclasses import replace

from django.utils import timezone, translation

from plon.accounts.models import User
from plon.evaluation.figures import book_of
from plon.findings.actions import (
    add_decision,
    add_finding,
    apply_ready_plan,
    change_question,
    close_decision,
    link_change,
    mark_done,
)
from plon.findings.figures import by_key
from plon.findings.models import EvaluationQuestion
from plon.findings.offered import offered_in
from plon.findings.plan_events import plan_events
from plon.plans.actions import add_activity, change_indicator
from plon.plans.models import Indicator
from plon.projects.enums import PartnershipRole
from plon.projects.models import Project

_DAY = datetime.timedelta(days=1)


def add_findings(acronym: str, people: dict[str, User]) -> None:
    """Take the ready plan of a small partnership over, answer what was due, and let two findings change the plan."""
    lead = people["coordinator@example.org"]
    project = Project.objects.get(acronym=acronym, is_example=True)
    with translation.override("pl"):
        apply_ready_plan(project, "ka210", by=lead, language="pl")
        rows = {row.origin.partition(":")[2]: row for row in EvaluationQuestion.objects.filter(project=project)}
        for name in ("needs", "activities", "course"):
            row = rows[name]
            mark_done(row, by=lead, on=min(row.due_on or timezone.localdate(), timezone.localdate()))
        lessons = project.results.order_by("position").first()
        change_question(rows["use"], by=lead, result=lessons)
        _villages(project, lead, rows["course"])
        _test(project, lead, rows["activities"])
        add_finding(
            project, by=lead, title="Poradnika szukają głównie nauczyciele zaczynający pracę", strength="weak",
            seen_on=timezone.localdate() - 20 * _DAY,
            text="Mówiły o tym trzy osoby po webinarze. Trzeba zapytać większą grupę, zanim coś zmienimy.",
        )  # fmt: skip


def _villages(project: Project, lead: User, question: EvaluationQuestion) -> None:
    offered = by_key(offered_in(project, book=book_of(project)))
    finding = add_finding(
        project, by=lead, title="Nauczyciele małych szkół wiejskich nie docierają na warsztaty w mieście",
        text="Na listach obecności z dwóch warsztatów są tylko trzy osoby ze szkół wiejskich. W rozmowach powtarza się "
             "dojazd i brak zastępstwa. Temat ich interesuje: pytają o lekcje mailem.",
        strength="fair", seen_on=timezone.localdate() - 110 * _DAY, question=question,
        figures=[offered[key] for key in ("reach:people", "reach:proven") if key in offered],
    )  # fmt: skip
    decision = add_decision(
        finding, by=lead, text="Jeden warsztat przenosimy do szkoły wiejskiej i robimy go w sobotę.",
        who="Koordynatorka ze szkołą w Przykładowie", decided_on=timezone.localdate() - 105 * _DAY,
        due_on=timezone.localdate() - 60 * _DAY,
    )  # fmt: skip
    school = project.partnerships.select_related("organisation").get(role=PartnershipRole.COORDINATOR).organisation
    add_activity(
        project, by=lead, title="Warsztat nad rzeką w szkole wiejskiej", kind="workshop", channel="meeting",
        place="Szkoła w Nowej Wsi", start=timezone.localdate() - 70 * _DAY, end=timezone.localdate() - 70 * _DAY,
        results=list(project.results.order_by("position")[:1]), responsible=school,
    )  # fmt: skip
    link_change(decision, plan_events(project)[0], by=lead)
    close_decision(
        decision, by=lead, state="done", reason="Przyszło 14 osób, w tym 11 ze szkół wiejskich.",
        on=timezone.localdate() - 62 * _DAY,
    )  # fmt: skip
    add_decision(
        finding, by=lead, text="Nagrywamy krótkie wprowadzenie do lekcji dla tych, którzy nie mogą przyjechać.",
        who="Partner z Hiszpanii", decided_on=timezone.localdate() - 105 * _DAY,
        due_on=timezone.localdate() + 20 * _DAY,
    )  # fmt: skip


def _test(project: Project, lead: User, question: EvaluationQuestion) -> None:
    knowledge = Indicator.objects.filter(project=project, level="learning").first()
    offered = by_key(offered_in(project, book=book_of(project)))
    key = f"indicator:{knowledge.public_id}" if knowledge else ""
    # As the figure was then: it has gone up since.
    seen = timezone.localdate() - 250 * _DAY
    finding = add_finding(
        project, by=lead, title="Wiedza uczniów rośnie wolniej, niż zakładaliśmy",
        text="Klasy, które były nad wodą tylko raz, mają w teście prawie tyle samo punktów co przedtem.",
        strength="strong", seen_on=seen, question=question,
        figures=[replace(offered[key], value="11,8 punkty z 20 (cel: 15)", as_of=seen)] if key in offered else [],
    )  # fmt: skip
    decision = add_decision(
        finding, by=lead, text="Test robimy także po trzeciej lekcji, żeby widzieć, które zajęcia działają.",
        who="Nauczyciele trzech szkół", decided_on=timezone.localdate() - 240 * _DAY,
        due_on=timezone.localdate() - 5 * _DAY,
    )  # fmt: skip
    finding.figures.update(taken_at=timezone.now() - 250 * _DAY)
    if knowledge:
        change_indicator(knowledge, by=lead, source="test przed cyklem lekcji, po trzeciej lekcji i po cyklu")
        link_change(decision, plan_events(project)[0], by=lead)
