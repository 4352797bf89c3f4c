"""What the library's pages say of each thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.toolkit.facts import Facts
from plon.toolkit.fingerprints import changes_since
from plon.toolkit.labels import output_label, tool_name
from plon.toolkit.models import Material, MaterialVersion
from plon.toolkit.queries import newest_files


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the library in the list."""

    material: Material
    kind: str
    languages: str
    licence: str
    newest: MaterialVersion | None
    copies: int
    is_outdated: bool
    is_withheld: bool

    @property
    def files(self) -> int:
        return len(self.material.versions.all())


@dataclass(frozen=True, slots=True)
class Shown:
    """One version, what is called so, and what changed against the one before."""

    version: MaterialVersion
    label: str
    changes: tuple[str, ...]


def entries_of(materials: Iterable[Material], facts: Facts, language: str) -> list[Entry]:
    """Return the entries of the list (no query for a loaded library)."""
    return [entry_of(material, facts, language) for material in materials]


def entry_of(material: Material, facts: Facts, language: str) -> Entry:
    versions = list(material.versions.all())
    codes = dict.fromkeys([version.language for version in versions if version.language] or [material.language])
    licence = material.licence or next((version.licence for version in versions if version.licence), "")
    return Entry(
        material,
        kind=tool_name(material.tool) if material.tool else "",
        languages=", ".join(language_name(code, language) for code in codes),
        licence=codelist("licences").name(licence, language) if licence else "",
        newest=versions[0] if versions else None,
        copies=sum(use.copies or 0 for use in material.uses.all()),
        is_outdated=any(file.is_outdated for file in newest_files(material, facts)),
        is_withheld=bool(versions) and versions[0].withheld_at is not None,
    )


def versions_of(material: Material, facts: Facts, language: str) -> list[Shown]:
    """Return all files, newest first, each with what changed against the one before of its kind and language."""
    titles = {result.public_id: str(result) for result in facts.results.values()}
    before: dict[int, MaterialVersion] = {}
    kinds: dict[tuple[str, str], list[MaterialVersion]] = {}
    versions: Sequence[MaterialVersion] = list(material.versions.all())
    for version in sorted(versions, key=lambda each: (each.number, each.pk)):
        kinds.setdefault((version.language, version.output), []).append(version)
    for kind in kinds.values():
        before |= {newer.pk: older for older, newer in pairwise(kind)}
    return [Shown(each, _label(each, language), _changes(each, before.get(each.pk), titles)) for each in versions]


def _label(version: MaterialVersion, language: str) -> str:
    ending = version.name.rpartition(".")[2]
    parts = (
        output_label(version.output, ending) if version.output else "",
        language_name(version.language, language) if version.language else "",
    )
    return ", ".join(filter(None, parts))


def _changes(version: MaterialVersion, before: MaterialVersion | None, titles: dict[str, str]) -> tuple[str, ...]:
    if version.note:
        return (version.note,)
    if before is None or not before.parts or not version.parts:
        return ()
    return tuple(changes_since(before.parts, version.parts, titles))
