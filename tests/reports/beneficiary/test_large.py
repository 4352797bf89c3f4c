"""A final report of the largest size that Plon promises to hold (issue 8: 300 activities, 60 indicators)."""

import datetime
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.activities.models import Activity, Proof, Reach
from plon.evidence.models import Evidence
from plon.plans import actions as planning
from plon.plans.enums import Occasion
from plon.plans.models import ExpectedReach, Indicator, PlannedActivity
from plon.reports.beneficiary.composing import compose
from plon.reports.beneficiary.enums import ReportKind
from tests.conftest import client_of
from tests.reports.beneficiary.world import TODAY, World, make_world

# Seconds of processor, several times what it takes: tests run beside others.
COMPOSED_WITHIN = 2.0
ACTS, INDICATORS, PIECES = 300, 60, 400


def enlarge(world: World) -> None:
    """Bring a project to its largest size, without the detour over 700 use cases."""
    project, group = world.project, world.teachers
    day = datetime.date(2025, 10, 1)
    lines = PlannedActivity.objects.bulk_create(
        PlannedActivity(project=project, title=f"Workshop {n} with teachers of the region", kind="workshop",
                        start=day + datetime.timedelta(days=n), responsible=world.school, work_package=world.package,
                        position=n)
        for n in range(ACTS)
    )  # fmt: skip
    ExpectedReach.objects.bulk_create(ExpectedReach(activity=line, group=group, people=20) for line in lines)
    Indicator.objects.bulk_create(
        Indicator(project=project, name=f"Schools that use lesson {n}", unit="schools", baseline="0", target=str(n + 1),
                  target_date=datetime.date(2027, 6, 30), feeding="by_hand", position=n)
        for n in range(INDICATORS)
    )  # fmt: skip
    planning.freeze_plan(project, by=world.by, occasion=Occasion.AMENDMENT, agreed_on=day)
    acts = Activity.objects.bulk_create(
        Activity(project=project, planned=line, promise=line.public_id, title=line.title, kind="workshop", state="done",
                 start=line.start, responsible=world.school, place="Opole", learnt="Cards work better than slides.")
        for line in lines
    )  # fmt: skip
    Reach.objects.bulk_create(
        Reach(activity=act, group=group, group_key=group.public_id, group_name=group.name, people=22, level="regional")
        for act in acts
    )
    pieces = Evidence.objects.bulk_create(
        Evidence(project=project, kind="photo", title=f"Photo {n} of a workshop", sha256=f"{n:064x}", size=100_000 + n,
                 dated=day)
        for n in range(PIECES)
    )  # fmt: skip
    Proof.objects.bulk_create(
        Proof(activity=acts[n % ACTS], evidence=piece, group_key=group.public_id, people=10)
        for n, piece in enumerate(pieces)
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_a_final_report_of_the_largest_size_is_composed_quickly_with_the_same_questions() -> None:
    world = make_world(kind=ReportKind.FINAL)
    compose(world.report, "pl", today=TODAY)
    with CaptureQueriesContext(connection) as small:
        compose(world.report, "pl", today=TODAY)
    enlarge(world)
    begun = time.process_time()
    with CaptureQueriesContext(connection) as large:
        made = compose(world.report, "pl", today=TODAY)
    spent = time.process_time() - begun

    assert len(large) == len(small)
    assert spent < COMPOSED_WITHIN
    assert len(made.proofs) == PIECES + 1
    assert made.numbers["acts"] == ACTS + 2
    begun = time.process_time()
    page = client_of(world.by).get(f"/workspace/{world.project.public_id}/reports/{world.report.public_id}/")
    assert page.status_code == 200
    assert time.process_time() - begun < 2 * COMPOSED_WITHIN
