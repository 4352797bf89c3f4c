"""Real texts of projects: the excerpts lie outside the repository, our labels are data/labels.toml."""

import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from plon.visibility.expectation import Expectation
from plon.visibility.judging.judging import judge
from plon.visibility.measuring.measure import Case
from plon.visibility.reading.document import Document, Page


def real_cases(folder: Path) -> Iterator[Case]:
    """Judge each excerpt as a text of its own, without knowing its project.

    Raises:
        FileNotFoundError: there is no statements.jsonl in `folder`.
    """
    labels = tomllib.loads(resources.files("plon.visibility").joinpath("data/labels.toml").read_text("utf-8"))["faults"]
    for line in (folder / "statements.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text, number = row["text"], row["number_as_written"]
        # Some excerpts leave out the number that stands beside them.
        if number and not all(each.strip() in text for each in number.split(";")):
            text = f"{text}\n{number}"
        report = judge(Document("text", pages=(Page(text),)), f"text {row['id']}", Expectation())
        yield Case(report.name, report, frozenset(labels[str(row["id"])]))
