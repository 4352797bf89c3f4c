"""A process that remembers nothing of the test before, and a result that everybody may read."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from plon.projects.models import Project
from plon.reach.counting import memory, tally
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from tests.factories import ResultFactory, ResultTextFactory


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    memory.forget()
    tally.forget()
    yield
    memory.forget()
    tally.forget()


@pytest.fixture
def result(project: Project) -> Result:
    made = ResultFactory(
        project=project, working_title="River lessons", state=ResultState.PUBLISHED, published_at=timezone.now()
    )
    ResultTextFactory(result=made, language="en", title="River lessons")
    Project.objects.filter(pk=project.pk).update(has_published=True)
    return made


@pytest.fixture
def file(result: Result) -> ResultFile:
    path = storages["public"].save("lessons.pdf", ContentFile(b"%PDF-1.7 lessons"))
    return ResultFile.objects.create(
        result=result, name="lessons.pdf", language="en", size=16, sha256="0" * 64,
        media_type="application/pdf", path=path, is_public=True,
    )  # fmt: skip
