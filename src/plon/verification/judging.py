"""``plon verify FILE`` for reports: against this installation, or against its own manifest and a folder of evidence."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from plon.fixity.papers import BROKEN, SOUND, UNKNOWN, Judged
from plon.verification.checking import is_whole
from plon.verification.enums import BROKEN as BROKEN_PROOFS
from plon.verification.enums import Standing
from plon.verification.manifest import read_manifest
from plon.verification.models import IssuedReport
from plon.verification.reading import digest_of, digests_in, manifest_in
from plon.verification.secret import code_in
from plon.verification.standing import past_of, read_standing
from plon.verification.verifying import file_by_digest, issued_by_code, proofs_of


def judge_report(file: Path, evidence: Path | None) -> Judged | None:
    """Judge a report; None for a file that is none.

    Args:
        file: a PDF, a Word file, or a manifest.
        evidence: a folder with the proofs, for those who have no access to the installation; None asks this one.

    Raises:
        OSError: the file can't be read.
    """
    with file.open("rb") as stream:
        digest = digest_of(stream)[0]
    manifest = _manifest_of(file)
    if evidence is not None:
        return _against_folder(manifest, digest, evidence) if manifest else None
    known = file_by_digest(digest)
    if known is not None:
        return _against_house(known.issued, [f"The file is exactly the one that was issued: {known.name}."], digest)
    issued = issued_by_code(code_in(str(manifest["code"]))) if manifest else None
    if issued is not None:
        words = f"The file calls itself report {issued.shown_code}, but it is not the file that was issued."
        return Judged(BROKEN, (words,), {"verdict": "altered", "code": issued.shown_code, "sha256": digest})
    if manifest is None:
        return None
    words = f"No report {manifest['code']} was issued by this Plon. Ask {manifest.get('address', 'its own')}."
    return Judged(UNKNOWN, (words,), {"verdict": "unknown", "code": manifest["code"], "sha256": digest})


def _manifest_of(file: Path) -> Mapping[str, Any] | None:
    try:
        if file.suffix.lower() == ".json":
            return read_manifest(file.read_bytes())
        return manifest_in(file)
    except ValueError:
        return None


def _against_house(issued: IssuedReport, lines: list[str], digest: str) -> Judged:
    """Read everything back that the report rests on."""
    proofs = list(proofs_of(issued))
    past = past_of(proofs)
    found = [(proof, read_standing(proof, past)) for proof in proofs]
    broken = [(proof, standing) for proof, standing in found if standing in BROKEN_PROOFS]
    faulty = [file.kind for file in issued.files.all() if not is_whole(file)]
    counts = {each.value: sum(standing == each for _proof, standing in found) for each in Standing}
    whole = counts[Standing.WHOLE]
    lines.append(f"{len(found)} proofs: {whole} as reported, {len(broken)} not.")
    lines += [f"  {standing.value}: {proof.key} {proof.title}" for proof, standing in broken]
    lines += [f"  {standing.value}: {proof.key}" for proof, standing in found if standing in _TO_TELL]
    lines += [f"  The {kind} that is kept here is damaged." for kind in faulty]
    told = {
        "verdict": "broken" if broken or faulty else "sound", "code": issued.shown_code, "sha256": digest,
        "proofs": {name: number for name, number in counts.items() if number},
        "broken": [{"id": proof.key, "title": proof.title, "standing": standing.value} for proof, standing in broken],
        "faulty_files": faulty,
    }  # fmt: skip
    return Judged(BROKEN if broken or faulty else SOUND, tuple(lines), told)


_TO_TELL = frozenset({Standing.REMOVED, Standing.ERASED, Standing.UNREADABLE})


def _against_folder(manifest: Mapping[str, Any], digest: str, folder: Path) -> Judged:
    """Look for each proof of a manifest in a folder, by its bytes alone: names of files prove nothing."""
    if not folder.is_dir():
        return Judged(UNKNOWN, (f"{folder} is no folder.",), {"verdict": "unknown"})
    there = digests_in(folder)
    proofs: Sequence[Mapping[str, Any]] = [proof for proof in manifest["proofs"] if proof["sha256"]]
    missing = [proof for proof in proofs if proof["sha256"] not in there]
    warning = (
        "Against the manifest in the file alone: whether the file itself is the issued one, only the installation "
        f"that issued it can say ({manifest.get('address', '')})."
    )
    lines = [
        warning,
        f"{len(proofs)} proofs with bytes: {len(proofs) - len(missing)} found whole, {len(missing)} not found.",
        *(f"  not found: {proof['id']} {proof['title']}" for proof in missing),
    ]
    told = {
        "verdict": "broken" if missing else "sound", "code": manifest["code"], "sha256": digest, "offline": True,
        "found": len(proofs) - len(missing),
        "missing": [{"id": proof["id"], "title": proof["title"]} for proof in missing],
    }  # fmt: skip
    return Judged(BROKEN if missing else SOUND, tuple(lines), told)
