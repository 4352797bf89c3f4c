"""Questions asked before and after, person by person, as far as they may be shown."""

from plon.evaluation.figures.book import BeforeAfter
from plon.projects.models import Project


def before_after_in(project: Project) -> tuple[BeforeAfter, ...]:
    return ()
