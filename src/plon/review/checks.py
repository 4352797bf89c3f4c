"""What a review looks at, already looked at: the same for the team and the agency, from the first draft on.

What each check asks, and why, stands in data/checks.toml; here is what it finds, from facts that other rooms keep.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from plon.activities.enums import PromiseState
from plon.activities.ledger.loading import load_ledger
from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Evidence
from plon.evidence.publishing import obstacles_to
from plon.fixity.enums import FAULTS, Risk
from plon.fixity.models import StoredFile
from plon.linkwatch.links import state_of_links
from plon.programme.codelists import codelist
from plon.projects.models import Project
from plon.results.checks import findings_for
from plon.results.models import Result
from plon.results.queries import newest_files, results_of
from plon.review.clock import read
from plon.review.enums import Finding, Level
from plon.visibility.enums import CheckState
from plon.visibility.models import VisibilityCheck

# What `results.checks` finds and a review asks for: {its code: ours}.
_OF_RESULTS: Mapping[str, str] = {
    "no-text": "description", "no-en": "english", "no-category": "category", "no-language": "language",
    "no-licence": "licence", "closed-licence": "licence", "no-emblem": "emblem", "nothing-to-take": "substance",
    "large-file": "size", "not-editable": "editable", "fit-audience": "fit", "fit-age": "fit", "fit-time": "fit",
    "fit-size": "fit",
}  # fmt: skip
# What is changed in people has none of these.
_OF_THINGS = frozenset({"language", "licence", "emblem", "substance", "editable", "fit", "size"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What one check asks, in words of both languages."""

    code: str
    level: Level
    names: Mapping[str, str]
    whys: Mapping[str, str]
    sources: Mapping[str, str]
    is_of_project: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a result (`result` is its public id) or, with "", of the project, and where to mend it."""

    rule: Rule
    finding: Finding
    mend: str
    result: str = ""

    @property
    def name(self) -> str:
        return self.rule.names.get(get_language() or "en") or self.rule.names["en"]

    @property
    def why(self) -> str:
        return self.rule.whys.get(get_language() or "en") or self.rule.whys["en"]

    @property
    def source(self) -> str:
        return self.rule.sources.get(get_language() or "en") or self.rule.sources["en"]

    @property
    def is_required(self) -> bool:
        return self.rule.level == Level.REQUIRED

    @property
    def is_open(self) -> bool:
        return self.finding == Finding.OPEN


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by their code, in the order of the file."""
    return MappingProxyType(
        {
            each["code"]: Rule(
                each["code"], Level(each["level"]), {"en": each["en"], "pl": each["pl"]},
                {"en": each["why_en"], "pl": each["why_pl"]}, {"en": each["source_en"], "pl": each["source_pl"]},
                each["about"] == "project",
            )
            for each in read("checks")["check"]
        }
    )  # fmt: skip


def checks_of(project: Project) -> tuple[Check, ...]:
    """Return every check of a project and its results, in a constant number of queries: the project's own last."""
    results = list(results_of(project))
    beside = _gather(project, results)
    found = [check for result in results for check in _of_result(result, beside)]
    return (*found, *_of_project(project))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What other rooms know of results: worst link, unsound or locked files, faults that the look into files found."""

    links: Mapping[int, str]
    unsound: frozenset[int]
    unread: frozenset[int]
    faults: Mapping[str, int]


def _gather(project: Project, results: list[Result]) -> _Beside:
    unsound, unread = set(), set()
    stored = StoredFile.objects.filter(project=project, result__isnull=False)
    for key, state, risks, checked_at in stored.values_list("result_id", "state", "risks", "checked_at"):
        if state in FAULTS or Risk.LOCKED in risks:
            unsound.add(key)
        elif checked_at is None:
            unread.add(key)
    looked = VisibilityCheck.objects.filter(project=project, state=CheckState.DONE).exclude(sha256="")
    return _Beside(
        state_of_links([result.pk for result in results]),
        frozenset(unsound),
        frozenset(unread),
        # The newest look at the same bytes counts.
        dict(looked.order_by("queued_at", "pk").values_list("sha256", "faults")),
    )


def _of_result(result: Result, beside: _Beside) -> Iterator[Check]:
    missing = {
        _OF_RESULTS[finding.code]: finding for finding in reversed(findings_for(result)) if finding.code in _OF_RESULTS
    }
    hashes = [file.sha256 for file, _earlier in newest_files(result)]
    looked = _links_files_and_looks(result, beside, hashes)
    page = result.get_workspace_url()
    for rule in rules().values():
        code = rule.code
        if rule.is_of_project or (result.kind != "tangible" and code in _OF_THINGS):
            continue
        if code in looked:
            if looked[code] is not None:
                yield Check(rule, looked[code] or Finding.MET, _mend(result, code), result.public_id)
            continue
        if code in ("size", "editable") and not hashes:
            continue
        is_open = code in missing or (code == "category" and result.category not in codelist("result_categories"))
        mend = page
        if code == "fit":
            mend = reverse("results:fit", args=[result.project.public_id, result.public_id])
        elif code in missing and not missing[code].place:
            mend = f"{page}#field-{missing[code].field}"
        yield Check(rule, Finding.OPEN if is_open else Finding.MET, mend, result.public_id)


def _links_files_and_looks(result: Result, beside: _Beside, hashes: list[str]) -> Mapping[str, Finding | None]:
    """Return what was found of links, files and the look into them; None where there is nothing to look at."""
    links = beside.links.get(result.pk)
    by_link = {"living": Finding.MET, "unknown": Finding.UNKNOWN}
    seen = [beside.faults[each] for each in hashes if each in beside.faults]
    files = Finding.OPEN if result.pk in beside.unsound else Finding.UNKNOWN if result.pk in beside.unread else None
    look = Finding.OPEN if any(seen) else Finding.MET if len(seen) == len(hashes) else Finding.UNKNOWN
    return {
        "links": by_link.get(links, Finding.OPEN) if links else None,
        "files": (files or Finding.MET) if hashes else None,
        "visibility": look if hashes and result.kind == "tangible" else None,
    }


def _mend(result: Result, code: str) -> str:
    """Return where it is mended: links and files on the result's page, the look into files in the toolkit."""
    if code == "visibility":
        return reverse("visibility:index", args=[result.project.public_id])
    return f"{result.get_workspace_url()}#files"


def _of_project(project: Project) -> Iterator[Check]:
    ledger = load_ledger(project, today=timezone.localdate())
    states = {row.state for row in ledger.rows}
    has_summary = project.texts.filter(language="en").exclude(summary="").exists()
    where = {
        "summary": ("projects:settings", not has_summary),
        "consents": ("evidence:index", not _are_consents_there(project)),
        "promises": ("ledger:index", bool(states & {PromiseState.LATE, PromiseState.MISSING})),
        "proofs": ("ledger:index", PromiseState.KEPT in states),
    }
    for code, (door, is_open) in where.items():
        finding = Finding.OPEN if is_open else Finding.MET
        if code in ("promises", "proofs") and not ledger.rows:
            finding = Finding.NOTHING
        yield Check(rules()[code], finding, reverse(door, args=[project.public_id]))


def _are_consents_there(project: Project) -> bool:
    """Tell whether no public photo shows somebody without a consent that holds."""
    photos = Evidence.objects.filter(project=project, kind=EvidenceKind.PHOTO, is_public=True, removed_at=None)
    recognisable = photos.filter(people_shown__in=(PeopleShown.RECOGNISABLE, PeopleShown.UNKNOWN))
    return not any(obstacles_to(photo) for photo in recognisable.prefetch_related("consents"))
