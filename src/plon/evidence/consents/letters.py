"""Letters about consents and keeping. They count and link; they carry no name of anybody who is shown."""

from plon.agency.letters import words_of
from plon.projects.letters import post_words_to_coordinators
from plon.projects.models import Project


def tell_coordinators(kind: str, project: Project, **context: object) -> None:
    """Send the letter `kind` to the coordinators of a project once the change it tells of is safe."""
    told = {**context, "project": project}
    post_words_to_coordinators(project, lambda: words_of(f"evidence/letters/{kind}.txt", told))
