from collections.abc import Iterator

import pytest
from django.utils import timezone

from plon.projects.models import Project
from plon.results.models import Result
from tests.factories import ResultFactory
from tests.linkwatch.web import Web, weaving


@pytest.fixture
def web() -> Iterator[Web]:
    with weaving() as made:
        yield made


@pytest.fixture
def published(project: Project) -> Result:
    return ResultFactory(project=project, state="published", published_at=timezone.now())
