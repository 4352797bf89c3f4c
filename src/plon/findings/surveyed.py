"""What surveys say, as figures on which a finding may rest: only what may be shown of them."""

from plon.findings.figures import Figure
from plon.projects.models import Project


def figures_of_surveys(project: Project, language: str) -> tuple[Figure, ...]:
    """Return the figures of each round of the project's surveys."""
    return ()
