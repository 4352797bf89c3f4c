"""Files in an S3-compatible storage: what works on folders works there (moto plays the storage, in this process)."""

import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from django.core.checks import run_checks
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from moto import mock_aws

from plon.accounts.models import User
from plon.evidence import actions
from plon.evidence.publishing import publish_evidence
from plon.evidence.receiving import receive
from plon.evidence.serving import file_url
from plon.files import storing
from plon.files.buckets import BucketStorage
from plon.projects.models import Project
from plon.results.attaching import add_file
from plon.site.storage import storages_from
from tests.conftest import client_of
from tests.evidence.pictures import jpeg, picture
from tests.factories import ResultFactory

pytestmark = pytest.mark.slow
URL = "s3://key:secret@s3.amazonaws.com/plon?region=us-east-1"


@pytest.fixture
def bucket(settings: Any, tmp_path: Any) -> Iterator[Any]:
    """An empty bucket, in which Plon keeps its files."""
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="plon")
        settings.STORAGES = {**settings.STORAGES, **storages_from(URL, tmp_path)}
        yield boto3.resource("s3", region_name="us-east-1").Bucket("plon")


def keys(bucket: Any) -> list[str]:
    return sorted(each.key for each in bucket.objects.all())


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_evidence_lies_privately_in_the_bucket_and_is_handed_out_by_plon(
    bucket: Any, project: Project, editor: User, client: Client
) -> None:
    photo = jpeg(picture(640, 480))
    evidence = actions.add_file(
        project, by=editor, received=receive(io.BytesIO(photo), "a.jpg", folder="evidence/test")
    )

    response = client.get(file_url(evidence))

    assert keys(bucket) == [f"private/{evidence.path}"]
    assert storing.sha256_of(io.BytesIO(body_of(response))) == evidence.sha256
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "amazonaws" not in str(response.headers)


def test_a_range_is_read_without_the_rest(bucket: Any, project: Project, editor: User, client: Client) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * 4000
    evidence = actions.add_file(
        project, by=editor, received=receive(io.BytesIO(content), "a.pdf", folder="evidence/test")
    )

    response = client.get(file_url(evidence), headers={"range": "bytes=500000-500099"})

    assert (response.status_code, body_of(response)) == (206, content[500_000:500_100])


def test_a_small_picture_is_made_of_what_lies_in_the_bucket(
    bucket: Any, project: Project, editor: User, client: Client
) -> None:
    evidence = actions.add_file(
        project, by=editor, received=receive(io.BytesIO(jpeg(picture(900, 600))), "a.jpg", folder="evidence/test")
    )

    response = client.get(file_url(evidence, thumbnail=True))

    assert body_of(response)[8:12] == b"WEBP"


def test_what_is_published_is_copied_to_the_public_folder_and_destroyed_from_both(
    bucket: Any, project: Project, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    evidence = actions.add_file(
        project, by=coordinator, received=receive(io.BytesIO(b"%PDF-1.7 report"), "a.pdf", folder="evidence/test")
    )
    publish_evidence(evidence, by=coordinator)
    assert [key.split("/")[0] for key in keys(bucket)] == ["private", "public"]

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(evidence, by=coordinator)
        actions.destroy_evidence(evidence, by=coordinator)

    assert keys(bucket) == []


def test_files_of_results_work_on_it_too(bucket: Any, project: Project, editor: User) -> None:
    result = ResultFactory(project=project)
    file = add_file(result, by=editor, upload=SimpleUploadedFile("a.txt", b"Lesson one"))

    response = client_of(editor).get(
        f"/workspace/{project.public_id}/results/{result.public_id}/files/{file.public_id}/"
    )

    assert keys(bucket) == [f"private/{file.path}"]
    assert body_of(response) == b"Lesson one"


def test_a_file_that_is_gone_from_the_bucket_is_not_found(
    bucket: Any, project: Project, editor: User, client: Client
) -> None:
    evidence = actions.add_file(
        project, by=editor, received=receive(io.BytesIO(b"%PDF-1.7 report"), "a.pdf", folder="evidence/test")
    )
    bucket.objects.all().delete()

    assert client.get(file_url(evidence)).status_code == 404


def test_a_storage_that_works_is_not_complained_of(bucket: Any) -> None:
    assert run_checks(tags=["files"]) == []
    assert keys(bucket) == []


def test_wrong_credentials_are_told_before_anything_is_served(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: Any, **_more: Any) -> None:
        answer = {"Error": {"Code": "InvalidAccessKeyId", "Message": "The access key does not exist."}}
        raise ClientError(answer, "PutObject")  # type: ignore[arg-type]  # as the storage answers

    monkeypatch.setattr(BucketStorage, "_save", refused)

    (told,) = run_checks(tags=["files"])

    assert "The access key does not exist." in told.msg
    assert "PLON_STORAGE_URL" in (told.hint or "")


def test_a_bucket_that_does_not_exist_is_told(bucket: Any, settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, **storages_from(URL.replace("/plon?", "/other?"), tmp_path)}

    (told,) = run_checks(tags=["files"])

    assert "NoSuchBucket" in told.msg


def test_folders_are_the_default_and_need_no_check() -> None:
    assert run_checks(tags=["files"]) == []
    assert not hasattr(storages["default"], "complaint")
