"""Small random projects, as strange as people's texts and plans may be."""

import datetime
import hashlib
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from hypothesis import strategies as st

from plon.activities.enums import ActivityState
from plon.activities.models import Activity, ItemProof, Proof, Reach
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Consent, Evidence
from plon.history.record import record
from plon.organisations.models import Organisation
from plon.plans.commitment import content_of, hash_of
from plon.plans.models import (
    Comment,
    Commitment,
    ExpectedReach,
    Indicator,
    Message,
    MessageText,
    PlannedActivity,
    TargetGroup,
    UsePlan,
)
from plon.plans.queries import load_plan
from plon.projects.actions.projects import take_number
from plon.projects.enums import PartnershipRole
from plon.projects.models import Project
from plon.reach.models import DailyReach
from plon.results.enums import ResultState
from plon.results.models import FitCard, FitText, Result, ResultFile, ResultIdentifier, ResultLink, ResultText
from plon.shortlinks.models import DailyCount, ShortLink
from plon.uptake.models import Use
from tests.factories import OrganisationFactory, PartnershipFactory, ProjectFactory, ProjectTextFactory, UserFactory

# Everything that people type and databases hold: all scripts, marks, line separators, signs of JSON, CSV and XML.
_SIGNS = st.characters(exclude_categories=("Cs", "Cc"))
LINES = st.text(_SIGNS, min_size=1, max_size=40).filter(lambda text: text.strip() == text)
WORDS = st.text(st.one_of(_SIGNS, st.just("\n")), max_size=120)
DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2040, 1, 1))
LANGUAGES = ("pl", "en", "es", "uk")


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Make a project with what a team may have: partners, results with files, a plan, promises, acts and proofs."""
    organisations = [
        OrganisationFactory(name=draw(LINES), oid=draw(st.sampled_from(["", f"E1000000{n}"])), website="")
        for n in range(draw(st.integers(1, 3)))
    ]
    project: Project = ProjectFactory(
        title=draw(LINES),
        grant=draw(st.one_of(st.none(), st.decimals(0, 400_000, places=2))), topics=draw(st.lists(LINES, max_size=2)),
    )  # fmt: skip
    take_number(project, draw(st.sampled_from(["", "2024-1-PL01-KA210-SCH-000000007", "soon"])))
    project.save()
    for position, organisation in enumerate(organisations):
        role = PartnershipRole.PARTNER if position else PartnershipRole.COORDINATOR
        PartnershipFactory(project=project, organisation=organisation, role=role, position=position)
    for language in draw(st.sets(st.sampled_from(LANGUAGES), max_size=2)):
        ProjectTextFactory(project=project, language=language, title=draw(LINES), summary=draw(WORDS))
    results = [_result(draw, project, organisations) for _ in range(draw(st.integers(0, 3)))]
    groups = [
        TargetGroup.objects.create(project=project, name=draw(LINES), need=draw(WORDS))
        for _ in range(draw(st.integers(0, 2)))
    ]
    planned = _plan(draw, project, results, groups, organisations)
    _done(draw, project, results, groups, planned)
    if draw(st.booleans()):
        content = content_of(load_plan(project))
        about = {"occasion": "application", "agreed_on": draw(DAYS), "content": content, "sha256": hash_of(content)}
        Commitment.objects.create(project=project, number=1, made_by_label="Anna", **about)
    Project.objects.filter(pk=project.pk).update(has_published=any(each.is_published for each in results))
    project.refresh_from_db()
    record("project.changed", by=UserFactory(), subject=project, project_id=project.pk, reason=draw(LINES))
    return project


def _result(draw: st.DrawFn, project: Project, organisations: list[Organisation]) -> Result:
    state = draw(st.sampled_from(["planned", "ready", "published", "withdrawn"]))
    now = timezone.now()
    result = Result.objects.create(
        project=project, working_title=draw(LINES), state=state,
        responsible=draw(st.sampled_from([None, *organisations])),
        licence=draw(st.sampled_from(["", "CC-BY-4.0"])),
        languages=draw(st.lists(st.sampled_from(LANGUAGES), unique=True)),
        published_at=now if state in {"published", "withdrawn"} else None,
        withdrawn_at=now if state == "withdrawn" else None, planned_for=draw(st.one_of(st.none(), DAYS)),
    )  # fmt: skip
    for language in draw(st.sets(st.sampled_from(LANGUAGES), max_size=3)):
        ResultText.objects.create(result=result, language=language, title=draw(LINES), summary=draw(WORDS))
    before = None
    for number in range(1, draw(st.integers(1, 3))):
        before = _file(draw, result, number, before)
    if draw(st.booleans()):
        ResultLink.objects.create(result=result, url="https://example.org/a?b=c&d", title=draw(LINES))
        ResultIdentifier.objects.create(result=result, scheme="doi", value="10.5281/zenodo.1")
        card = FitCard.objects.create(result=result, age_from=draw(st.integers(0, 120)), audiences=[])
        FitText.objects.create(card=card, language="pl", materials=draw(WORDS))
        DailyReach.objects.create(result=result, day=draw(DAYS), views=3, devices=2)
        about = {"organisation": draw(LINES), "country": "PL", "words": draw(WORDS)}
        first = Use.objects.create(result=result, confirmed_at=now, **about)
        Use.objects.create(result=result, confirmed_at=now, repeats=first, **about)
        link = ShortLink.objects.create(project=project, result=result, result_key=result.public_id, label=draw(LINES))
        DailyCount.objects.create(link=link, day=draw(DAYS), opens=3, devices=2)
    return result


def _file(draw: st.DrawFn, result: Result, number: int, before: ResultFile | None) -> ResultFile:
    content = draw(st.text(_SIGNS, min_size=1, max_size=200)).encode()
    name = draw(st.sampled_from(["a.txt", "zażółć gęślą.txt", "100% ready (final).txt", "手册.txt"]))
    is_newest_public = result.state == ResultState.PUBLISHED and before is None
    return ResultFile.objects.create(
        result=result, name=name, number=number, replaces=before, language=draw(st.sampled_from(["", "pl"])),
        is_public=is_newest_public, **stored(f"results/{result.public_id}", name, content),
    )  # fmt: skip


def stored(folder: str, name: str, content: bytes, media_type: str = "text/plain") -> dict[str, Any]:
    """Keep bytes in private storage and return the columns that say so."""
    path = storages["default"].save(f"{folder}/{hashlib.md5(content).hexdigest()}/{name}", ContentFile(content))  # noqa: S324
    digest = hashlib.sha256(content).hexdigest()
    return {"path": path, "size": len(content), "sha256": digest, "media_type": media_type}


def _plan(
    draw: st.DrawFn,
    project: Project,
    results: list[Result],
    groups: list[TargetGroup],
    organisations: list[Organisation],
) -> list[PlannedActivity]:
    planned = []
    for _ in range(draw(st.integers(0, 2))):
        line = PlannedActivity.objects.create(
            project=project, title=draw(LINES), start=draw(DAYS), cost=Decimal("12.50"), responsible=organisations[0]
        )
        line.results.set(results)
        for group in groups:
            ExpectedReach.objects.create(activity=line, group=group, people=draw(st.integers(0, 500)))
        Indicator.objects.create(
            project=project, name=draw(LINES), activity=line, interim_targets=[{"value": draw(LINES)}]
        )
        Comment.objects.create(
            project=project, item_kind="activity", item_public_id=line.public_id, text=draw(LINES), author_label="Anna"
        )
        planned.append(line)
    for result in results:
        for group in groups:
            message = Message.objects.create(result=result, group=group)
            MessageText.objects.create(message=message, language="pl", text=draw(LINES))
        if draw(st.booleans()):
            UsePlan.objects.create(project=project, result=result, form="open", keeper=organisations[-1])
    return planned


def _done(
    draw: st.DrawFn,
    project: Project,
    results: list[Result],
    groups: list[TargetGroup],
    planned: list[PlannedActivity],
) -> None:
    consent = Consent.objects.create(
        project=project, name="Ola Nowak", is_minor=True, guardian="Jan Nowak", given_on=draw(DAYS), scopes=["site"],
        note="Ola's mother phoned",
    )  # fmt: skip
    for line in planned:
        act = Activity.objects.create(
            project=project, title=draw(LINES), state=ActivityState.DONE, start=draw(DAYS), planned=line,
            promise=line.public_id, learnt=draw(WORDS), starts_at=datetime.time(9, 30), logged_label="Anna",
        )  # fmt: skip
        act.results.set(results[:1])
        piece = Evidence.objects.create(
            project=project, kind=EvidenceKind.FILE, title=draw(LINES), name="list.txt", added_label="Anna",
            **stored(f"evidence/{project.public_id}", "list.txt", draw(LINES).encode()),
        )  # fmt: skip
        piece.consents.set([consent])
        Consent.objects.filter(pk=consent.pk).update(proof=piece)
        for group in groups:
            Reach.objects.create(
                activity=act, group=group, group_key=group.public_id, people=3, split={"age": {"x": 1}}
            )
            Proof.objects.create(activity=act, evidence=piece, group_key=group.public_id, people=2)
        ItemProof.objects.create(
            project=project, evidence=piece, item_kind="activity", item_public_id=line.public_id, value=Decimal(2)
        )
