"""A report as people read it: one sentence, then what to mend first, what to look at, what is fine."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.programme.places import language_name
from plon.projects.models import Project
from plon.visibility.enums import CheckState
from plon.visibility.hindrances import words_for
from plon.visibility.models import VisibilityCheck
from plon.visibility.report import Finding, Mend, Place, Report, Sureness, Verdict
from plon.visibility.words import Told, tell, tell_note, tell_problem

MOST_PLACES = 6
_ORDER = (Sureness.CERTAIN, Sureness.LIKELY, Sureness.UNSURE)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Where something was seen; `crop` is the address of its picture, "" for none."""

    label: str
    snippet: str
    address: str
    crop: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with all that its card shows.

    Attributes:
        key: for anchors.
        is_fault: whether something is to be mended.
        is_good: whether it is as it should be.
        told: its words.
        places: the first of them.
        more_places: how many others there are.
        text: to be copied, "" for none.
        text_language: code of its language.
        text_language_name: in words.
        files: (words, address) of our emblem file, empty for none.
        link: where in Plon it is set right, "" if nowhere.
        link_label: how that place is called.
    """

    key: str
    is_fault: bool
    is_good: bool
    told: Told
    places: tuple[ShownPlace, ...]
    more_places: int
    text: str = ""
    text_language: str = ""
    text_language_name: str = ""
    files: tuple[tuple[str, str], ...] = ()
    link: str = ""
    link_label: str = ""


@dataclass(frozen=True, slots=True)
class ShownReport:
    """The page of a finished check."""

    verdict: str
    tone: str
    better: str
    failure: str
    kind: str
    language: str
    pages: int
    notes: tuple[str, ...]
    faults: tuple[ShownFinding, ...]
    looks: tuple[ShownFinding, ...]
    good: tuple[ShownFinding, ...]


def verdict_of(check: VisibilityCheck) -> str:
    """Return the outcome in one sentence: "3 things to mend, 5 fine, 2 to look at yourself."."""
    if not check.good + check.faults + check.looks:
        return _("Nothing was found that could be judged.")
    parts = []
    if check.faults:
        parts.append(ngettext("%(count)d thing to mend", "%(count)d things to mend", check.faults)
                     % {"count": check.faults})  # fmt: skip
    else:
        parts.append(_("Nothing to mend"))
    if check.good:
        parts.append(ngettext("%(count)d fine", "%(count)d fine", check.good) % {"count": check.good})
    if check.looks:
        words = ngettext("%(count)d to look at yourself", "%(count)d to look at yourself", check.looks)
        parts.append(words % {"count": check.looks})
    return f"{', '.join(parts)}."


def failure_of(check: VisibilityCheck, language: str) -> str:
    """Return why nothing could be checked; "" if something was."""
    if check.state != CheckState.FAILED:
        return ""
    if check.problem:
        return words_for(check.problem)
    return tell_problem(str(check.report.get("problem", "")), language)


def shown_report(check: VisibilityCheck, language: str) -> ShownReport:
    """Put a finished check into words."""
    report = Report.from_json(check.report) if check.report else Report(check.name)
    shown = [(finding, _shown(check, place, finding, language)) for place, finding in enumerate(report.findings, 1)]
    faults = sorted((each for each in shown if each[0].is_fault), key=lambda each: _ORDER.index(each[0].sureness))
    return ShownReport(
        verdict=verdict_of(check),
        tone="warning" if check.faults else "info" if check.looks else "success",
        better=_better(check),
        failure=failure_of(check, language),
        kind=report.kind,
        language=language_name(report.language, language) if report.language else "",
        pages=report.pages,
        notes=tuple(tell_note(code, language) for code in report.notes),
        faults=tuple(each for _finding, each in faults),
        looks=tuple(each for finding, each in shown if finding.verdict == Verdict.LOOK),
        good=tuple(each for finding, each in shown if finding.verdict == Verdict.GOOD),
    )


def _better(check: VisibilityCheck) -> str:
    """Say how it was the time before, where that says something."""
    before = check.faults_before
    if check.state != CheckState.DONE or before is None or before == check.faults:
        return ""
    words = ngettext("Last time it was %(count)d thing to mend.", "Last time it was %(count)d things to mend.", before)
    return words % {"count": before}


def _shown(check: VisibilityCheck, number: int, finding: Finding, language: str) -> ShownFinding:
    link, label = _link(check.project, finding)
    mend = finding.mend
    return ShownFinding(
        key=f"f{number}",
        is_fault=finding.is_fault,
        is_good=finding.verdict == Verdict.GOOD,
        told=tell(finding, language),
        places=tuple(_place(check, place) for place in finding.places[:MOST_PLACES]),
        more_places=max(0, len(finding.places) - MOST_PLACES),
        text=mend.text if mend else "",
        text_language=mend.language if mend else "",
        text_language_name=language_name(mend.language, language) if mend and mend.language else "",
        files=_files(check, mend, language) if mend and mend.file else (),
        link=link,
        link_label=label,
    )


def _files(check: VisibilityCheck, mend: Mend, language: str) -> tuple[tuple[str, str], ...]:
    """Return (words, address) of the emblem with its statement, in the language of what was checked."""
    spoken = mend.language or str(check.report.get("language", "")) or language
    return tuple(
        (
            words,
            reverse("visibility:emblem", args=[check.project.public_id, check.public_id, mend.file, ending])
            + f"?language={quote(spoken)}",
        )
        for ending, words in (("png", _("Emblem for documents (PNG)")), ("svg", _("Emblem for print and web (SVG)")))
    )


def _place(check: VisibilityCheck, place: Place) -> ShownPlace:
    crop = ""
    if place.crop in check.crops:
        crop = reverse("visibility:crop", args=[check.project.public_id, check.public_id, place.crop])
    # A check of one page names it once, on top.
    address = place.address if place.address.rstrip("/") != check.address.rstrip("/") else ""
    return ShownPlace(_("Page %(page)d") % {"page": place.page} if place.page else "", place.snippet, address, crop)


def _link(project: Project, finding: Finding) -> tuple[str, str]:
    """Return where in Plon the thing behind a finding is kept: licences in results, the number in the settings."""
    if finding.verdict == Verdict.GOOD:
        return "", ""
    if finding.code.startswith("licence"):
        return reverse("results:index", args=[project.public_id]), _("Licences of your results")
    if finding.code.startswith("number"):
        return reverse("projects:settings", args=[project.public_id]), _("Project number in the settings")
    return "", ""


def outcome_tags(check: VisibilityCheck) -> Sequence[tuple[str, str]]:
    """Return (tone, words) of what a list says of a finished check."""
    if check.state != CheckState.DONE:
        return ()
    counted = (
        ("bad", ngettext("%(count)d to mend", "%(count)d to mend", check.faults), check.faults),
        ("wait", ngettext("%(count)d to look at", "%(count)d to look at", check.looks), check.looks),
        ("good", ngettext("%(count)d fine", "%(count)d fine", check.good), check.good),
    )
    return tuple((tone, words % {"count": count}) for tone, words, count in counted if count)
