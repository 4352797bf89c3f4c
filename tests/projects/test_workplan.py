"""Work packages and milestones: the frame to which the plan is tied."""

from typing import Any

import pytest

from plon.accounts.models import User
from plon.projects.models import Milestone, Project, WorkPackage
from tests.conftest import client_of


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/work-plan/{rest}"


def test_packages_and_milestones_are_added(project: Project, editor: User) -> None:
    client = client_of(editor)

    client.post(address(project), {"add": "package", "number": "2", "title": "Testing"})
    package = WorkPackage.objects.get()
    client.post(address(project), {"add": "milestone", "milestone-name": "Tested", "milestone-due": "2025-05-31",
                                   "milestone-work_package": package.pk})  # fmt: skip

    page = client.get(address(project)).content.decode()
    assert "2. Testing" in page
    assert Milestone.objects.get().work_package == package
    assert 'value="3"' in page


@pytest.mark.parametrize(
    "data",
    [
        {"add": "package", "number": "0", "title": "X"},
        {"add": "package", "number": "99999999999999999999", "title": "X"},
        {"add": "package", "number": "1", "title": ""},
        {"add": "milestone", "milestone-name": "X", "milestone-due": "31.02.2025"},
        {"add": "nonsense"},
    ],
)
def test_bad_input_is_told_and_nothing_is_written(project: Project, editor: User, data: dict[str, str]) -> None:
    answer = client_of(editor).post(address(project), data)

    assert (answer.status_code, WorkPackage.objects.count(), Milestone.objects.count()) == (200, 0, 0)


def test_a_number_is_taken_once(project: Project, editor: User) -> None:
    WorkPackage.objects.create(project=project, number=1, title="Management")

    page = client_of(editor).post(address(project), {"add": "package", "number": "1", "title": "Other"})

    assert "There is a work package with this number already." in page.content.decode()


def test_the_second_of_two_people_sees_both(project: Project, editor: User) -> None:
    package = WorkPackage.objects.create(project=project, number=1, title="Management", version=2)
    path = address(project, f"package/{package.public_id}/")

    page = client_of(editor).post(path, {"number": "1", "title": "Mine", "version": "1"}).content.decode()
    assert "Management" in page
    assert 'value="Mine"' in page
    client_of(editor).post(path, {"number": "1", "title": "Mine", "version": "2"})
    assert WorkPackage.objects.get().title == "Mine"


def test_removing_asks_first(project: Project, editor: User) -> None:
    package = WorkPackage.objects.create(project=project, number=1, title="Management")
    path = address(project, f"package/{package.public_id}/remove/")
    client = client_of(editor)

    assert "only the tie goes" in client.get(path).content.decode()
    client.post(path)
    assert not WorkPackage.objects.exists()


def test_who_may_not(project: Project, contributor: User, stranger: User) -> None:
    data = {"add": "package", "number": "1", "title": "X"}

    assert client_of(contributor).get(address(project)).status_code == 200
    assert client_of(contributor).post(address(project), data).status_code == 403
    assert client_of(stranger).post(address(project), data).status_code == 404
    assert not WorkPackage.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    project: Project, editor: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        package = WorkPackage.objects.create(project=project, number=number + 1, title="P")
        Milestone.objects.create(project=project, name="M", due="2025-05-31", work_package=package)
    client = client_of(editor)
    client.get(address(project))

    with django_assert_num_queries(8):
        client.get(address(project))
