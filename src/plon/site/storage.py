"""Where files lie: folders in the data folder, or a bucket of an S3-compatible storage by URL (docs/decisions/0013)."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# What a storage may hold in memory of one file; the rest goes to a temporary file.
IN_MEMORY = 4 * 1024 * 1024


def storages_from(url: str, data: Path) -> dict[str, dict[str, Any]]:
    """Return Django's settings of the two storages of files.

    "default" is private until published: nothing in it has an address of its own. "public" holds copies of what is
    published. Both are handed out by Plon, so that headers and permissions stay its own, wherever the bytes lie.

    Args:
        url: ``s3://key:secret@host[:port]/bucket?region=…&tls=true``, or "" for folders.
        data: the data folder.

    Raises:
        ValueError: the URL is of another kind, or a part is missing.
    """
    if not url:
        return {
            "default": _folder(data / "files" / "private", None),
            "public": _folder(data / "files" / "public", "/files/"),
        }
    options = _bucket_of(url)
    return {
        "default": {"BACKEND": "plon.files.buckets.BucketStorage", "OPTIONS": {**options, "location": "private"}},
        "public": {"BACKEND": "plon.files.buckets.BucketStorage", "OPTIONS": {**options, "location": "public"}},
    }


def _folder(location: Path, base_url: str | None) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": location, "base_url": base_url},
    }


def _bucket_of(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme != "s3":
        raise ValueError("PLON_STORAGE_URL must begin with s3:// (or be empty for files in the data folder)")
    bucket = parts.path.strip("/")
    missing = [
        name
        for name, value in (("key", parts.username), ("secret", parts.password), ("host", parts.hostname),
                            ("bucket", bucket))
        if not value
    ]  # fmt: skip
    if missing or "/" in bucket:
        what = ", ".join(missing) or "a bucket without folders"
        raise ValueError(f"PLON_STORAGE_URL lacks {what}: s3://KEY:SECRET@HOST/BUCKET?region=…&tls=true")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    scheme = "http" if asked.get("tls", "true") == "false" else "https"
    host = parts.netloc.rpartition("@")[2]
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{host}",
        "region_name": asked.get("region", "us-east-1"),
        "signature_version": "s3v4",
        "addressing_style": "path",
        "file_overwrite": False,
        "default_acl": None,
        "max_memory_size": IN_MEMORY,
    }
