from pathlib import Path

import pytest

from plon.site.storage import storages_from


def test_without_an_address_files_lie_in_the_data_folder() -> None:
    made = storages_from("", Path("/data"))

    assert made["default"]["OPTIONS"] == {"location": Path("/data/files/private"), "base_url": None}


def test_an_address_tells_bucket_host_and_key() -> None:
    made = storages_from("s3://AKIA:s%2Fecret@minio.example.org:9000/evidence?region=eu-1&tls=false", Path("/data"))

    options = made["default"]["OPTIONS"]
    assert options["endpoint_url"] == "http://minio.example.org:9000"
    assert (options["access_key"], options["secret_key"]) == ("AKIA", "s/ecret")
    assert (options["bucket_name"], options["region_name"]) == ("evidence", "eu-1")
    assert (options["signature_version"], options["addressing_style"]) == ("s3v4", "path")
    assert [made[name]["OPTIONS"]["location"] for name in ("default", "public")] == ["private", "public"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://minio.example.org/evidence", "must begin with s3://"),
        ("s3://minio.example.org/evidence", "lacks key, secret"),
        ("s3://key@minio.example.org/evidence", "lacks secret"),
        ("s3://key:secret@minio.example.org", "lacks bucket"),
        ("s3://key:secret@minio.example.org/a/b", "a bucket without folders"),
    ],
)
def test_a_malformed_address_is_told_at_the_start(url: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        storages_from(url, Path("/data"))
