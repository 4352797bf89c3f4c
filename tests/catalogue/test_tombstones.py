"""What is left of a result that was withdrawn, and of one that is retired on purpose, to people and to robots."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from plon.plans.models import UsePlan
from plon.results.enums import ResultState
from plon.results.models import Result


@pytest.fixture
def withdrawn(published: Result) -> Result:
    published.state, published.withdrawn_at = ResultState.WITHDRAWN, timezone.now()
    published.withdrawal_reason = "Zdjęcia bez zgody."
    published.save()
    return published


def listed(client: Client) -> str:
    """Return every address that the sitemap lists of results."""
    index = client.get("/sitemap.xml").content.decode()
    parts = [part.partition("</loc>")[0] for part in index.split("<loc>")[1:] if "-results-" in part]
    return "".join(client.get(part[part.index("/sitemap-") :]).content.decode() for part in parts)


def test_withdrawn_result_is_gone_for_robots_and_explained_to_people(withdrawn: Result, client: Client) -> None:
    for language in ("pl", "en"):
        answer = client.get(withdrawn.get_absolute_url().replace("/pl/", f"/{language}/"))
        assert answer.status_code == 410
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
        assert "Zdjęcia bez zgody." in answer.content.decode()
    assert withdrawn.public_id not in listed(client)
    # What was written down long ago still leads to the explanation.
    assert client.get(f"/r/{withdrawn.public_id}")["Location"] == withdrawn.get_absolute_url()


def test_files_of_a_withdrawn_result_are_gone(withdrawn: Result, client: Client) -> None:
    file = withdrawn.files.get()
    for path in (f"/files/{file.public_id}/{file.name}", f"/r/{withdrawn.public_id}/embed/",
                 f"/r/{withdrawn.public_id}/card.png", f"/r/{withdrawn.public_id}/cover-640.webp"):  # fmt: skip
        assert client.get(path).status_code in {404, 410}, path


def test_retired_result_stays_with_a_notice(published: Result, client: Client) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    plan = UsePlan.objects.create(
        project=published.project, result=published, form="retire", until=yesterday, risk="Nowa podstawa programowa."
    )
    page = client.get(published.get_absolute_url())
    assert page.status_code == 200
    assert "Nowa podstawa programowa." in page.content.decode()
    assert "noindex" not in page.content.decode()
    assert published.public_id in listed(client)
    UsePlan.objects.filter(pk=plan.pk).update(until=yesterday + datetime.timedelta(days=30))
    assert "Nowa podstawa programowa." not in client.get(published.get_absolute_url()).content.decode()
