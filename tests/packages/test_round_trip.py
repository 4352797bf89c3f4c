"""Whatever a project holds leaves in a package and comes back: the second package is the first, to the byte."""

import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plon.packages.importing import Arrived, import_package
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.factories import UserFactory
from tests.packages import bags
from tests.packages.projects import projects

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# To shrink a whole project takes minutes and says little: a failing one is short enough.
EXAMPLES = settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _there_and_back(draw: st.DataObject, *, publish: bool) -> tuple[dict[str, str], dict[str, str], Arrived]:
    """Make a project, take it out, empty the installation, bring it in and take it out again."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.zip", Path(folder) / "second.zip"
        bags.write(first, draw.draw(projects()))
        bags.wipe()
        arrived = import_package(first, by=UserFactory(), publish=publish, is_trusted=True)
        bags.write(second, arrived.project)
        return bags.payload(first), bags.payload(second), arrived


@EXAMPLES
@given(st.data())
def test_nothing_is_lost_when_it_is_published_again(draw: st.DataObject) -> None:
    with transaction.atomic():
        before, after, arrived = _there_and_back(draw, publish=True)

        assert after == before
        assert arrived.renamed == {}
        transaction.set_rollback(True)


@EXAMPLES
@given(st.data())
def test_what_was_public_waits_until_somebody_says_so(draw: st.DataObject) -> None:
    with transaction.atomic():
        before, after, _arrived = _there_and_back(draw, publish=False)

        assert not Result.objects.filter(state=ResultState.PUBLISHED).exists()
        assert not Project.objects.get().has_published
        files = {name: digest for name, digest in before.items() if "/files/" in name or "/private/" in name}
        assert {name: after[name] for name in files} == files
        assert set(before) - set(after) == set()
        transaction.set_rollback(True)
