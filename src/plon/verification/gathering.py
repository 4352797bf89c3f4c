"""Reads what a manifest says of results: their addresses and files with hashes; in 3 queries."""

from typing import Any

from plon.pages import whole_address
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.results.queries import newest_files


def results_of(project: Project, language: str) -> list[dict[str, Any]]:
    """Return the published results of a project, as a manifest names them."""
    found = Result.objects.filter(project=project, state=ResultState.PUBLISHED).prefetch_related("texts", "files")
    return [
        {
            "id": result.public_id,
            "title": result.title_in(language),
            "address": whole_address(result.get_permanent_url()),
            "files": [
                {"name": file.name, "size": file.size, "sha256": file.sha256} for file, _earlier in newest_files(result)
            ],
        }
        for result in found
    ]
