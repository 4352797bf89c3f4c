"""Personas and the world around every test."""

import gc
import math
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.agency import announcements, logos, statements
from plon.agency import settings as agency_settings
from plon.agency.kept import forget_everything
from plon.contact import guarding
from plon.portal import guides
from plon.projects.enums import TeamRole
from plon.projects.models import Project
from tests.command_line import plon
from tests.factories import MembershipFactory, ProjectFactory, UserFactory

# A busy machine is slow now and then; that says nothing of a property.
hypothesis_settings.register_profile("plon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("plon")

if sys.dont_write_bytecode:
    # Nothing is written beside the sources where that is not wished; but neither these tests nor each of the processes
    # that they start compile the whole house anew.
    sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "bytecode")
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Seven thousand tests and the whole house are long-lived: while they come in nobody looks for garbage among them.
gc.disable()

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but not among the tests themselves: each look would take most of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine answers in tests."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "localhost", "::1"}:
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page that the test before has opened does not decide in which language this one hears refusals."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _own_settings() -> None:
    """What another test has set in the agency's settings is not remembered.

    That nothing is set or announced is known already: else the first page of each test would ask once more.
    """
    forget_everything()
    announcements.KEPT.held = (math.inf, ())
    statements.KEPT.held = (math.inf, {})
    logos.KEPT.held = (math.inf, None)
    agency_settings.KEPT.held = (math.inf, {})
    guides.KEPT.held = (math.inf, {})


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    """Files and index of each test lie apart."""
    storages = {name: dict(options) for name, options in settings.STORAGES.items()}
    storages["default"]["OPTIONS"] = {"location": tmp_path / "private", "base_url": None}
    storages["public"]["OPTIONS"] = {"location": tmp_path / "public", "base_url": "/files/"}
    settings.STORAGES = storages
    settings.SEARCH_INDEX = tmp_path / "index"


@pytest.fixture(scope="session")
def new_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as ``plon migrate`` leaves it. Whoever needs a house of its own copies its database."""
    folder = tmp_path_factory.mktemp("new-house")
    made = plon(folder, "migrate")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def real_data() -> Path:
    """The folder of real data next to the repository; tests that need it are skipped without it."""
    if not REAL_DATA.is_dir():
        pytest.skip("the real data (../shared/data) is not here")
    return REAL_DATA


@pytest.fixture
def project(db: None) -> Project:
    return ProjectFactory(title="Clean rivers", number="2024-1-PL01-KA210-SCH-000000007")


@pytest.fixture
def coordinator(project: Project) -> User:
    person = UserFactory(email="coordinator@example.org", name="Coordinator")
    MembershipFactory(project=project, person=person, role=TeamRole.COORDINATOR)
    return person


@pytest.fixture
def editor(project: Project) -> User:
    person = UserFactory(email="editor@example.org", name="Editor")
    MembershipFactory(project=project, person=person, role=TeamRole.EDITOR)
    return person


@pytest.fixture
def contributor(project: Project) -> User:
    person = UserFactory(email="contributor@example.org", name="Contributor")
    MembershipFactory(project=project, person=person, role=TeamRole.CONTRIBUTOR)
    return person


@pytest.fixture
def stranger(db: None) -> User:
    return UserFactory(email="stranger@example.org", name="Stranger")


@pytest.fixture
def officer(db: None) -> User:
    return _with_second_factor(UserFactory(email="officer@example.org", name="Officer", role=PlatformRole.OFFICER))


@pytest.fixture
def administrator(db: None) -> User:
    return _with_second_factor(
        UserFactory(email="admin@example.org", name="Administrator", role=PlatformRole.ADMINISTRATOR)
    )


def _with_second_factor(person: User) -> User:
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "not used"})
    return person


def client_of(person: User) -> Client:
    """Return a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read_out(answer: Any) -> Any:
    """Read an answer to its end, which closes its file; closed by hand it would close the test's database, too."""
    if answer.streaming:
        answer.getvalue()
    return answer


@pytest.fixture
def quick_people(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Public forms take nobody for a robot because they were quick: nobody waits for that in tests."""
    monkeypatch.setattr(guarding, "FASTEST", -1)
    guarding.limits.forget()
    yield
    guarding.limits.forget()
