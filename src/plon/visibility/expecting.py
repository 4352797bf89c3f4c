"""What is known of a project that its documents may be held against."""

from plon.projects.models import Project
from plon.results.models import Result
from plon.visibility.expectation import Expectation


def expectation_for(project: Project) -> Expectation:
    """Return what a check knows of a project.

    Whether the grant covers all or a part is said only where somebody said it: the record's own value until then
    is a guess, and a check that guesses would call a right statement wrong.
    """
    is_said = "is_cofunded" in project.edited_fields
    licences = set(Result.objects.filter(project=project).exclude(licence="").values_list("licence", flat=True))
    return Expectation(
        number=project.number,
        programme=project.programme,
        authority=project.authority,
        cofunded=project.is_cofunded if is_said else None,
        licence=licences.pop() if len(licences) == 1 else "",
        languages=tuple(project.languages),
    )
