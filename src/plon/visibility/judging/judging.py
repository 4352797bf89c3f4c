"""Runs all rules over a document."""

import base64

from plon.visibility.expectation import Expectation

# Each module adds its rules to the table, in the order of the report's subjects.
from plon.visibility.judging import disclaimers, emblems, others, statements
from plon.visibility.judging.facts import Facts
from plon.visibility.judging.rule import RULES
from plon.visibility.reading.document import Document
from plon.visibility.report import SUBJECTS, Report

_MODULES = (emblems, statements, disclaimers, others)


def judge(document: Document, name: str, expectation: Expectation) -> Report:
    """Return what the rules say of a document: pure, without files and database."""
    facts = Facts(document, expectation)
    findings = [finding for rule in RULES for finding in rule(facts)]
    findings.sort(key=lambda finding: SUBJECTS.index(finding.code.partition("-")[0]))
    named = {place.crop for finding in findings for place in finding.places} - {""}
    crops = {
        key: base64.b64decode(emblem.crop)
        for index, emblem in enumerate(document.emblems)
        if (key := f"emblem{index}") in named
    }
    return Report(
        name,
        document.kind,
        title=document.title,
        language=facts.language,
        pages=document.page_count,
        notes=document.notes,
        findings=tuple(findings),
        crops=crops,
    )
