"""What Plon makes passes its own check: no tool is called wrong or incomplete, and what it shows is seen."""

import dataclasses
import re
import tarfile
from pathlib import Path

import pytest

from plon.programme.authorities import authority
from plon.programme.licences import notice
from plon.programme.visibility import disclaimer, funding_statement
from plon.typeset.tools.content import Notices, ToolContent, ToolResult
from plon.typeset.tools.table import tools
from plon.visibility.checking import check_file
from plon.visibility.expectation import Expectation
from plon.visibility.report import Report, Verdict
from tests.typeset.tools.samples import CONTENT, LINK, RESULT

pytestmark = pytest.mark.slow

NUMBER = "2024-1-PL01-KA210-SCH-000000007"
KNOWN = Expectation(NUMBER, authority="PL01", cofunded=True, licence="CC-BY-SA-4.0")
ENGLISH = ToolResult(
    title="Twelve lessons by the water",
    kind="Guide",
    summary="Twelve lesson plans for outdoors, ready to use.\n\nEach takes 90 minutes and needs no laboratory.",
    problem="Teachers lack short lesson plans that need neither a laboratory nor a coach for the whole class.",
    audience="Teachers of science, biology and geography; scouts.",
    how_to_use="Choose a plan, print the worksheet and take your class to the river.",
    needs="Thermometer, string, jars, worksheet.",
    languages="English",
    link=LINK,
)
# Of what a paper item must show, and a report says "good" of.
WHOLE = {"emblem-found", "emblem-size", "statement-found", "disclaimer-found", "licence-found", "number-found"}


def content(language: str, result: ToolResult) -> ToolContent:
    """Return what a tool says of a result, with the notices that our own sources give."""
    statement = funding_statement(language, cofunded=True)
    told = disclaimer(language, authority=authority("PL01"), cofunded=True)
    assert statement
    assert told
    notices = Notices(
        statement.text, language, told.text, language, NUMBER, "CC-BY-SA-4.0", notice("CC-BY-SA-4.0", language),
        "https://creativecommons.org/licenses/by-sa/4.0/",
    )  # fmt: skip
    return dataclasses.replace(
        CONTENT, language=language, title=result.title, results=(result,), message=result.title, group="",
        project_title=result.title, notices=notices,
    )  # fmt: skip


def checked(folder: Path, tool: str, output: str, said: ToolContent) -> Report:
    made = tools()[tool]
    path = folder / f"{tool}.{made.output(output).ending}"
    path.write_bytes(made.make(said, output))
    return check_file(path, path.name, KNOWN)


def good(report: Report) -> set[str]:
    return {finding.code for finding in report.findings if finding.verdict == Verdict.GOOD}


@pytest.mark.parametrize(
    ("tool", "output", "language"),
    [("leaflet", "a5", "en"), ("press", "docx", "pl"), ("slides", "pptx", "en")],
)
def test_nothing_is_missing_from_what_carries_it_all(tmp_path: Path, tool: str, output: str, language: str) -> None:
    report = checked(tmp_path, tool, output, content(language, RESULT if language == "pl" else ENGLISH))
    assert report.faults == ()
    # A slide is shown at any size, and slides say the number where the team writes it.
    expected = WHOLE - {"emblem-size"} if tool == "slides" else WHOLE
    assert expected - good(report) == set()


def test_labels_have_no_room_for_a_disclaimer_and_are_looked_at(tmp_path: Path) -> None:
    report = checked(tmp_path, "labels", "sheet", content("pl", RESULT))
    assert report.faults == ()
    assert {finding.code: finding.case for finding in report.findings}["disclaimer-found"] == "small-items"
    assert {"emblem-found", "statement-found"} <= good(report)


def test_of_a_card_the_emblem_is_seen_and_the_words_are_left_to_people(tmp_path: Path) -> None:
    report = checked(tmp_path, "cards", "wide", content("en", ENGLISH))
    assert report.faults == ()
    assert {"emblem-found", "emblem-colours", "emblem-proportions"} <= good(report)


@pytest.mark.parametrize(("tool", "output"), [("badge", "embed"), ("newsletter", "page")])
def test_pieces_for_the_web_are_read(tmp_path: Path, tool: str, output: str) -> None:
    report = checked(tmp_path, tool, output, content("pl", RESULT))
    assert report.problem == ""
    assert report.faults == ()
    assert {"emblem-found", "statement-found"} <= good(report)


@pytest.mark.realdata
def test_nothing_is_missing_from_a_real_romanian_result(tmp_path: Path, real_data: Path) -> None:
    with tarfile.open(real_data / "real-results" / "schoolwell" / "schoolwell-content.tar.gz") as package:
        member = package.extractfile("src/content/activities/ro/discover-emotions.md")
        assert member
        text = member.read().decode()
    title = re.search(r"^title: (.+)$", text, re.MULTILINE)
    steps = re.findall(r"^\d+\. (.+)$", text, re.MULTILINE)
    assert title
    assert len(steps) > 5
    result = ToolResult(title[1], summary=steps[0], how_to_use=" ".join(steps[1:4]), problem=steps[5], link=LINK)
    report = checked(tmp_path, "leaflet", "a5", content("ro", result))
    assert (report.language, report.faults) == ("ro", ())
    assert WHOLE - good(report) == set()
