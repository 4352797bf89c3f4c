"""The manifest of an issued report: what it says and rests on, each with its hash. Pure data with one spelling."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plon.reports.beneficiary.composed import Composed
from plon.verification.papers import canonical, paper_as_json, parts_of, sha256_of

FORMAT = "plon report manifest 1"
NAME = "manifest.json"
# A manifest of 10,000 proofs is smaller.
LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """What identifies an issued report.

    Attributes:
        code: printed on it.
        address: where it can be verified, whole.
        number: the how many-th of its project.
        supersedes: the code of the one that it replaces, "" for none.
    """

    code: str
    address: str
    number: int
    title: str
    kind: str
    language: str
    since: datetime.date
    until: datetime.date
    made_at: datetime.datetime
    project: str
    project_number: str
    supersedes: str = ""


def manifest_of(head: Head, composed: Composed, results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the manifest as plain data.

    Args:
        head: which report it is.
        composed: what it says.
        results: the published results with address and files, as `gathering.results_of` gives them.
    """
    return {
        "format": FORMAT,
        "code": head.code,
        "address": head.address,
        "project": {"title": head.project, "number": head.project_number},
        "report": {
            "number": head.number, "title": head.title, "kind": head.kind, "language": head.language,
            "since": head.since.isoformat(), "until": head.until.isoformat(),
            "made_at": head.made_at.isoformat(timespec="seconds"), "supersedes": head.supersedes,
        },
        "content_sha256": sha256_of(paper_as_json(composed.paper)),
        "parts": [{"title": title, "sha256": digest} for title, digest in parts_of(composed.paper.blocks)],
        "figures": [
            {"key": each.key, "label": each.label, "value": str(each.value), "words": each.words}
            for each in composed.figures
        ],
        "proofs": [
            {
                "id": proof.id, "title": proof.title, "kind": proof.kind, "sha256": proof.sha256, "size": proof.size,
                "proves": list(proof.proves), "dated": proof.dated, "confidential": proof.is_confidential,
            }
            for proof in composed.proofs
        ],
        "results": list(results),
    }  # fmt: skip


def written(manifest: Mapping[str, Any]) -> bytes:
    """Return the manifest as the file that travels in the PDF."""
    return canonical(manifest)


def read_manifest(content: bytes) -> dict[str, Any]:
    """Return a manifest that came in a file; nothing of it is believed but its shape.

    Raises:
        ValueError: it is none.
    """
    if len(content) > LARGEST:
        raise ValueError("too large")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise ValueError("no JSON") from wrong
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("code"), str):
        raise ValueError("no manifest of Plon")
    proofs = found.get("proofs")
    if not isinstance(proofs, list) or not all(_is_proof(each) for each in proofs):
        raise ValueError("no proofs")
    return found


def _is_proof(each: object) -> bool:
    if not isinstance(each, dict):
        return False
    return all(isinstance(each.get(name), str) for name in ("id", "title", "sha256"))
