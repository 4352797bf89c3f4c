"""The figures of a project as they stand this moment, read once for a page."""

from django.utils.translation import get_language

from plon.evaluation.figures import FigureBook
from plon.evaluation.figures.gathering import book_of
from plon.findings.figures import Figure, figures_of
from plon.findings.surveyed import figures_of_surveys
from plon.projects.models import Project


def offered_in(project: Project, *, book: FigureBook | None = None) -> tuple[Figure, ...]:
    """Return every figure that a finding may rest on, in the language that is active.

    Args:
        project: whose.
        book: the project's figures, if they were read already.
    """
    language = get_language() or "en"
    return (*figures_of(book or book_of(project), language), *figures_of_surveys(project, language))
