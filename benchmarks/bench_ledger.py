"""Measure the ledger of a large project: 300 activities, 2,000 pieces of evidence, as ratios to a bare page.

The peer is a bare page of the same size: the same bytes, answered by a view that does nothing else.
Run it alone: ``python benchmarks/bench_ledger.py [--rounds N]``.
"""

import datetime
from typing import Any

from measuring import median_ms, run, tell

RESULTS, GROUPS, ACTIVITIES, INDICATORS, EVIDENCE = 30, 20, 300, 40, 2000
TODAY = datetime.date(2027, 6, 1)


def measure(rounds: int) -> None:
    from django.http import HttpResponse
    from django.test import Client

    from plon.accounts.actions import add_account
    from plon.activities.ledger import load_ledger

    person = add_account("bench@example.org", by=None, name="Bench", password="not used", is_example=True)  # noqa: S106  nobody signs in
    project = make_project(person)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    base = f"/workspace/{project.public_id}/activities/ledger/"

    body = client.get(base).content
    bare = median_ms(lambda: HttpResponse(body, headers={"Content-Length": str(len(body))}).serialize(), rounds)
    bare += median_ms(lambda: client.get("/healthz"), rounds)
    tell(f"bare page of the ledger's size ({len(body) / 1e6:.2f} MB)", bare, bare, "itself")
    loading = median_ms(lambda: load_ledger(project, today=TODAY), rounds)
    tell("reading the whole ledger", loading, bare, "bare page")
    first = project.planned_activities.first()
    for name, path in (
        ("ledger", ""), ("last page", "?page=9"), ("filtered by state", "?state=kept"),
        ("behind one figure", f"activity/{first.public_id}/"), ("what is missing", "missing/"), ("JSON", "ledger.json"),
    ):  # fmt: skip
        tell(name, median_ms(lambda path=path: client.get(base + path), rounds), bare, "bare page")
    for name, path in (("XLSX", "ledger.xlsx"), ("PDF", "ledger.pdf")):
        tell(name, median_ms(lambda path=path: client.get(base + path), 3), loading, "reading it")


def make_project(person: Any, *, indicators: int = INDICATORS, evidence: int = EVIDENCE) -> Any:
    from plon.activities.models import Activity, ItemProof, Proof, Reach
    from plon.evidence.models import Evidence
    from plon.organisations.actions import add_organisation
    from plon.plans.actions import freeze_plan
    from plon.plans.models import ExpectedReach, Indicator, PlannedActivity, TargetGroup
    from plon.projects.actions import create_project
    from plon.results.models import Result, ResultText

    school = add_organisation(by=person, name="School", country="PL", city="Opole")
    project = create_project(
        by=person, title="Large", organisation=school, action_type="KA220", call_year=2026,
        programme="erasmus-2021-2027", start=datetime.date(2026, 9, 1), end=datetime.date(2028, 8, 31),
    )  # fmt: skip
    results = [Result.objects.create(project=project, working_title=f"Result {n}", position=n) for n in range(RESULTS)]
    ResultText.objects.bulk_create(ResultText(result=each, language="pl", title=f"{each} pl") for each in results)
    groups = [TargetGroup.objects.create(project=project, name=f"Group {n}", position=n) for n in range(GROUPS)]
    Indicator.objects.bulk_create(
        Indicator(project=project, name=f"Indicator {n}", result=results[n % RESULTS], target=str(20 + n), position=n,
                  feeding="activities" if n % 2 else "by_hand")
        for n in range(indicators)
    )  # fmt: skip
    acts = []
    for n in range(ACTIVITIES):
        day = datetime.date(2026, 9, 1) + datetime.timedelta(days=2 * n)
        planned = PlannedActivity.objects.create(
            project=project, title=f"Workshop {n}", start=day, responsible=school, position=n
        )
        planned.results.add(results[n % RESULTS])
        ExpectedReach.objects.bulk_create(
            ExpectedReach(activity=planned, group=groups[(n + k) % GROUPS], people=20) for k in range(3)
        )
        act = Activity.objects.create(
            project=project, planned=planned, promise=planned.public_id, title=f"Workshop {n} held", start=day,
            responsible=school,
        )  # fmt: skip
        act.results.add(results[n % RESULTS])
        Reach.objects.bulk_create(
            Reach(activity=act, group=groups[(n + k) % GROUPS], group_key=groups[(n + k) % GROUPS].public_id, people=18)
            for k in range(3)
        )
        acts.append(act)
    pieces = Evidence.objects.bulk_create(
        Evidence(project=project, kind="link", title=f"Evidence {n}", url=f"https://example.org/{n}")
        for n in range(evidence)
    )
    Proof.objects.bulk_create(
        Proof(activity=acts[n % ACTIVITIES], evidence=piece, group_key=groups[n % GROUPS].public_id, people=2)
        for n, piece in enumerate(pieces)
    )
    ItemProof.objects.bulk_create(
        ItemProof(project=project, evidence=pieces[n], item_kind="result", item_public_id=result.public_id)
        for n, result in enumerate(results)
    )
    freeze_plan(project, by=person, occasion="application", agreed_on=datetime.date(2026, 3, 1))
    return project


if __name__ == "__main__":
    run(measure, rounds=9)
