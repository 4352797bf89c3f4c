import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from plon.accounts.models import User
from plon.deposits.actions import request_deposit
from plon.deposits.models import Deposit
from plon.deposits.preparing import prepared_for
from plon.deposits.servers import Server, server_at
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from tests.deposits.double import TOKEN, Double, running
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory, ResultTextFactory


@pytest.fixture(scope="session")
def _running() -> Iterator[Double]:
    with running() as double:
        yield double


@pytest.fixture
def double(_running: Double, settings: Any) -> Double:
    _running.clear()
    settings.DEPOSIT_SERVERS = {"Double": _running.address}
    return _running


@pytest.fixture
def server(double: Double) -> Server:
    return server_at(double.address)


def add_file(result: Result, name: str, content: bytes, **about: Any) -> ResultFile:
    path = storages["default"].save(f"results/{result.public_id}/{name}", ContentFile(content))
    return ResultFile.objects.create(
        result=result, name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest(),
        media_type="application/pdf", path=path, is_public=True, **about,
    )  # fmt: skip


@pytest.fixture
def handbook(project: Project) -> Result:
    """A published result in two languages with two files."""
    school = OrganisationFactory(name="School No. 5", country="PL")
    PartnershipFactory(project=project, organisation=school, role="coordinator")
    PartnershipFactory(project=project, organisation=OrganisationFactory(name="River Trust"), role="partner")
    result: Result = ResultFactory(
        project=project, working_title="Handbook", state=ResultState.PUBLISHED, published_at=timezone.now(),
        licence="CC-BY-4.0", category="handbook", languages=["pl", "en"],
    )  # fmt: skip
    ResultTextFactory(result=result, language="pl", title="Podręcznik", summary="Lekcje <b>nad</b> rzeką & w domu.")
    ResultTextFactory(result=result, language="en", title="Handbook", summary="Lessons beside <the> river & home.")
    add_file(result, "handbook.pdf", b"%PDF-1.7 the handbook", language="en")
    add_file(result, "podręcznik.pdf", b"%PDF-1.7 podrecznik", language="pl")
    Project.objects.filter(pk=project.pk).update(has_published=True)
    return result


def begin(result: Result, server: Server, by: User, *, token: str = TOKEN, **about: Any) -> Deposit:
    """Ask for a deposit as somebody does who looked at what is sent."""
    seen = Deposit(result=result, server=server.address, server_name=server.name, previous=about.get("previous"))
    fingerprint = prepared_for(seen).fingerprint
    return request_deposit(result, by=by, server=server, token=token, fingerprint=fingerprint, **about)
