"""Files in a bucket of an S3-compatible storage, read in parts, so that none is ever held in memory as a whole."""

import io
from collections.abc import Iterator
from typing import Any

from boto3.exceptions import S3UploadFailedError
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

_PART = 8 * 1024 * 1024


class BucketStorage(S3Storage):  # type: ignore[misc]  # untyped
    """A folder of a bucket. Nothing in it is ever linked to: Plon reads the bytes and hands them out itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Who looks at a page waits for seconds, not for minutes, if the storage does not answer.
        patience = Config(connect_timeout=5, retries={"max_attempts": 2})
        self.client_config: Config = self.client_config.merge(patience)
        # One part at a time: many would each be held in memory.
        self.transfer_config = TransferConfig(
            multipart_threshold=_PART, multipart_chunksize=_PART, max_concurrency=1, use_threads=False
        )

    def read_part(self, name: str, start: int, length: int, piece: int) -> Iterator[bytes]:
        """Yield `length` bytes from `start`, in pieces.

        Raises:
            FileNotFoundError: there is no such file.
        """
        key = self._normalize_name(name)
        try:
            answer = self.bucket.Object(key).get(Range=f"bytes={start}-{start + length - 1}")
        except ClientError as refusal:
            raise FileNotFoundError(name) from refusal
        yield from answer["Body"].iter_chunks(piece)

    def _save(self, name: str, content: Any) -> str:
        """Write a file; a storage far away that refuses is as full as a disk: an OSError."""
        try:
            return str(super()._save(name, content))
        except (ClientError, BotoCoreError, S3UploadFailedError) as refusal:
            raise OSError(str(refusal)) from refusal

    def complaint(self) -> str:
        """Write, read and delete a small file; return what stood against it, "" if nothing did."""
        try:
            name = self.save("check/plon", io.BytesIO(b"Plon"))
            with self.open(name) as written:
                whole = written.read() == b"Plon"
            self.delete(name)
        except (ClientError, BotoCoreError, OSError, ValueError) as refusal:
            return str(refusal)
        return "" if whole else "what was read back is not what was written"
