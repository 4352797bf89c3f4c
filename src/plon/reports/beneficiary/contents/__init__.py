"""The table of contents that a part of a report may have (`programme.report_outlines.Part.content`)."""

from collections.abc import Mapping

from plon.reports.beneficiary.contents import (
    activities,
    annex,
    deviations,
    evaluation,
    objectives,
    packages,
    promises,
    results,
    self_assessment,
    summary,
    surveys,
    sustainability,
    uptake,
)
from plon.reports.beneficiary.contents.content import Content

CONTENTS: Mapping[str, Content] = {
    "summary": summary.CONTENT,
    "packages": packages.CONTENT,
    "objectives": objectives.CONTENT,
    "promises": promises.CONTENT,
    "activities": activities.CONTENT,
    "results": results.CONTENT,
    "uptake": uptake.CONTENT,
    "surveys": surveys.CONTENT,
    "evaluation": evaluation.CONTENT,
    "sustainability": sustainability.CONTENT,
    "deviations": deviations.CONTENT,
    "self_assessment": self_assessment.CONTENT,
    "annex": annex.CONTENT,
}

__all__ = ["CONTENTS", "Content"]
