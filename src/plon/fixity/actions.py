"""What a person does about stored files."""

from plon.accounts.models import User
from plon.fixity.checking import Tally, check_files
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
    copies = list(StoredFile.objects.filter(project=project, path=path))
    tally = check_files(copies)
    still_kept = [copy for copy in copies if copy.pk]
    if still_kept:
        record("stored_file.checked", by=by, subject=still_kept[0], project_id=project.pk)
    return tally
