"""What a person does about stored files."""

from plon.accounts.models import User
from plon.fixity.checking import Tally, check_file
from plon.fixity.models import StoredFile
from plon.history.record import record
from plon.projects.models import Project


def read_file_back(project: Project, *, path: str, by: User) -> Tally:
    """Read all copies of one file back now, out of turn; what is damaged is mended from a whole copy.

    Args:
        project: whose file it is.
        path: where it lies.
        by: who asks.
    """
    tally = Tally()
    copies = list(StoredFile.objects.filter(project=project, path=path))
    for copy in copies:
        state = check_file(copy, tally)
        if state is not None:
            tally.files += 1
            tally.found[state.value] = tally.found.get(state.value, 0) + 1
    if copies:
        record("stored_file.checked", by=by, subject=copies[0], project_id=project.pk)
    return tally
