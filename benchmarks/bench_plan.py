"""Measure a large plan (30 results, 60 groups, 300 activities, 60 indicators) as ratios to a peer in the same run.

The peer of a page is a bare page of the same size: the same bytes, answered by a view that does nothing else.
Run it alone: ``python benchmarks/bench_plan.py [--rounds N]``.
"""

import datetime
import time
from typing import Any

from measuring import median_ms, run, tell

RESULTS, GROUPS, ACTIVITIES, INDICATORS = 30, 60, 300, 60


def measure(rounds: int) -> None:
    from django.http import HttpResponse
    from django.test import Client

    from plon.accounts.actions import add_account
    from plon.plans.actions import change_group, freeze_plan
    from plon.plans.checks import check_plan
    from plon.plans.commitment_document import commitment_document
    from plon.plans.poster import poster_of
    from plon.plans.queries import load_plan
    from plon.typeset.poster import render_poster

    person = add_account("bench@example.org", by=None, name="Bench", password="not used", is_example=True)  # noqa: S106  nobody signs in
    project, group = make_plan(person)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    base = f"/workspace/{project.public_id}/plan/"

    body = client.get(base).content
    bare = median_ms(lambda: HttpResponse(body, headers={"Content-Length": str(len(body))}).serialize(), rounds)
    bare += median_ms(lambda: client.get("/healthz"), rounds)
    tell(f"bare page of the board's size ({len(body) / 1e6:.2f} MB)", bare, bare, "itself")
    for name, path in (
        ("board", ""), ("coach's page", "coach/"), ("table", "table/"), ("timeline", "timeline/"),
        ("matrix", "matrix/"),
        ("application KA220", base.replace("/plan/", "/application/?form=ka220-2026&language=pl")),
    ):  # fmt: skip
        address = path if path.startswith("/") else base + path
        tell(name, median_ms(lambda address=address: client.get(address), rounds), bare, "bare page")

    part = {"X-Plon-Fragment": "1"}

    def save() -> None:
        group.refresh_from_db()
        data = {"name": f"Group {time.perf_counter_ns()}", "levels": ["regional"], "version": group.version}
        answer = client.post(f"{base}group/{group.public_id}/", data, headers=part)
        assert answer.status_code == 200, answer.status_code

    tell("inline save of a group", median_ms(save, rounds), bare, "bare page")
    plan = load_plan(project)
    loading = median_ms(lambda: load_plan(project), rounds)
    tell("reading the whole plan", loading, loading, "itself")
    tell("coach on it", median_ms(lambda: check_plan(plan, "pl"), rounds), loading, "reading it")
    today = datetime.date(2026, 11, 24)
    commitment = freeze_plan(project, by=person, occasion="application", agreed_on=today)

    def freeze() -> None:
        group.refresh_from_db()
        change_group(group, by=person, size=(group.size or 0) + 1, reason="bench")
        freeze_plan(project, by=person, occasion="amendment", agreed_on=today)

    tell("freezing the commitment", median_ms(freeze, 3), loading, "reading it")
    tell("commitment as PDF", median_ms(lambda: commitment_document(commitment, "pl"), 3), loading, "reading it")
    usual = load_plan(project)
    small = type(usual)(**{**usual.__dict__, "results": usual.results[:4], "groups": usual.groups[:4], "messages": {},
                           "activities": usual.activities[:8], "indicators": usual.indicators[:5]})  # fmt: skip
    for name, which in (("poster A1 of a usual plan", small), ("poster A1 of this plan, all sheets", usual)):
        poster = poster_of(which, "pl", today=today)
        spent = median_ms(lambda poster=poster: render_poster(poster, paper="A1", landscape=True), 3)
        tell(name, spent, loading, "reading it")


def make_plan(person: Any) -> tuple[Any, Any]:
    from plon.organisations.actions import add_organisation
    from plon.plans.models import ExpectedReach, Indicator, Message, MessageText, PlannedActivity, TargetGroup
    from plon.projects.actions import create_project
    from plon.results.models import Result, ResultText

    school = add_organisation(by=person, name="School", country="PL", city="Opole")
    project = create_project(
        by=person, title="Large", organisation=school, action_type="KA220", call_year=2026,
        programme="erasmus-2021-2027", start=datetime.date(2026, 9, 1), end=datetime.date(2028, 8, 31),
    )  # fmt: skip
    results = [Result.objects.create(project=project, working_title=f"Result {n}", position=n) for n in range(RESULTS)]
    ResultText.objects.bulk_create(
        ResultText(result=result, language=language, title=f"{result} {language}")
        for result in results
        for language in ("pl", "en")
    )
    groups = [
        TargetGroup.objects.create(project=project, name=f"Teachers of subject {n}", levels=["regional"], size=100 + n,
                                   need="Ready lessons", position=n)
        for n in range(GROUPS)
    ]  # fmt: skip
    for n, group in enumerate(groups):
        for result in results[n % RESULTS :: 15]:
            message = Message.objects.create(result=result, group=group)
            MessageText.objects.create(message=message, language="pl", text="Masz gotową lekcję na jutro.")
    for n in range(ACTIVITIES):
        start = datetime.date(2026, 9, 1) + datetime.timedelta(days=2 * n)
        activity = PlannedActivity.objects.create(
            project=project, title=f"Workshop {n}", kind="workshop", channel="meeting", start=start, responsible=school,
            position=n,
        )  # fmt: skip
        activity.results.add(results[n % RESULTS])
        ExpectedReach.objects.bulk_create(
            ExpectedReach(activity=activity, group=groups[(n + k) % GROUPS], people=20) for k in range(3)
        )
    Indicator.objects.bulk_create(
        Indicator(project=project, name=f"Indicator {n}", result=results[n % RESULTS], target=str(n), position=n)
        for n in range(INDICATORS)
    )
    return project, groups[0]


if __name__ == "__main__":
    run(measure, rounds=9)
