"""Where an answer stands: project, form, question, language, and the work package if the question is asked for each."""

import hashlib
from dataclasses import dataclass

from plon.plans.commitment import content_of, hash_of
from plon.plans.queries import Plan
from plon.programme.application import STRICTEST, ApplicationForm, Question
from plon.projects.models import Project, WorkPackage
from plon.reports.drafting import Draft, Facts, Language, draft_of

NO_SUBJECT = "all"


@dataclass(frozen=True)
class Place:
    """One field of one form. `source` says whose limit the draft keeps to."""

    project: Project
    form: ApplicationForm
    question: Question
    language: Language
    work_package: WorkPackage | None = None
    source: str = STRICTEST

    @property
    def subject(self) -> str:
        return self.work_package.public_id if self.work_package else ""

    @property
    def subject_label(self) -> str:
        return f"{self.work_package.number}. {self.work_package.title}" if self.work_package else ""

    @property
    def limit(self) -> int:
        return self.question.characters(self.source)

    @property
    def anchor(self) -> str:
        return f"q-{self.question.key}" + (f"-{self.subject}" if self.subject else "")

    def draft(self, facts: Facts, limit: int | None = None) -> Draft:
        """Return the draft of today's plan for this field, within `limit` if another than today's is meant."""
        of_package = Facts(facts.plan, facts.language, self.work_package) if self.work_package else facts
        return draft_of(
            self.question.draft,
            of_package,
            limit=self.limit if limit is None else limit,
            line_break=self.form.line_break,
        )


def fingerprint_of(plan: Plan) -> str:
    """Return a hash of all that drafts are made from; it changes when and only when that does."""
    project = plan.project
    texts = [
        (result.public_id, text.language, text.summary, text.problem)
        for result in plan.results
        for text in result.texts.all()
    ]
    more = {
        "texts": texts,
        "partners": [partner.name for partner in plan.partners],
        "project": [project.is_cofunded, project.programme, project.website, project.platform_card],
    }
    return hash_of({**content_of(plan), "more": more})


def seen_of(draft: str) -> int:
    """Return what a page that shows a draft says that it has seen: below zero, unlike the version of an answer.

    48 bits, so that JavaScript keeps the number as it is.
    """
    return -int.from_bytes(hashlib.sha256(draft.encode()).digest()[:6]) - 1
