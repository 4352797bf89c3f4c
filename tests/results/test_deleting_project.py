import pytest
from django.core.files.storage import storages

from plon.accounts.models import User
from plon.projects.actions import delete_project
from plon.projects.models import Project
from plon.results import attaching
from plon.results.models import Result
from tests.factories import ResultFactory
from tests.results.conftest import docx, upload


@pytest.mark.django_db(transaction=True)
def test_files_go_with_their_project(project: Project, coordinator: User) -> None:
    result = ResultFactory(project=project)
    file = attaching.add_file(result, by=coordinator, upload=upload("lessons.docx", docx()))
    assert storages["default"].exists(file.path)

    delete_project(project, by=coordinator)

    assert not Result.objects.exists()
    assert not storages["default"].exists(file.path)
