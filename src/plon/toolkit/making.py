"""Make one file of a tool: handed out at once, or kept as a version with what it was made from."""

import hashlib
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.accounts.models import User
from plon.evidence.publishing import one_at_a_time
from plon.files import storing
from plon.history.record import record
from plon.projects.models import Project
from plon.texts import fold
from plon.toolkit.addresses import make_address
from plon.toolkit.content import Chosen, Composed, chosen_of, common_licence, compose
from plon.toolkit.facts import Facts, load_facts
from plon.toolkit.fingerprints import fingerprint_of, parts_of
from plon.toolkit.labels import field_label, file_stem, text_label, tool_name
from plon.toolkit.models import Material, MaterialVersion
from plon.toolkit.photos import obstacles_in
from plon.toolkit.refusals import NotMade
from plon.typeset.compiler import TypesetError
from plon.typeset.tools import table
from plon.typeset.tools.tool import MissingAnswer, Output, TextTooLong, TooLong

log = logging.getLogger("plon.toolkit")

# No file of a tool comes near this; one that does is refused rather than kept.
LARGEST = 60 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was just made, and all that is known of it."""

    data: bytes
    name: str
    output: Output
    composed: Composed


def make_file(facts: Facts, chosen: Chosen, language: str, output: str, *, by: User | None) -> Made:
    """Make one file. Nothing is kept but the short link that it carries.

    Raises:
        TextsMissing, NothingChosen: see `content.compose`.
        NotMade: a text is too long, an answer is missing, or the typesetter refused.
    """
    tool = table.tools()[chosen.tool]
    kind = _output_of(chosen.tool, output)
    address = make_address(facts.project, chosen.results, chosen.tool, language, by=by) if chosen.results else ""
    composed = compose(facts, chosen, language, address=address)
    try:
        data = tool.make(composed.content, output)
    except TextTooLong as refusal:
        raise NotMade("%(texts)s", {"texts": " ".join(too_long_words(refusal.texts))}, field="texts") from refusal
    except MissingAnswer as refusal:
        words = gettext_lazy("Fill in “%(field)s” first: this file can't do without it.")
        raise NotMade(words, {"field": field_label(refusal.field)}, field=f"field_{refusal.field}") from refusal
    except TypesetError as refusal:
        log.exception("%s of project %s could not be set", chosen.tool, facts.project.public_id)
        raise NotMade(
            gettext_lazy("The file could not be made just now. Your texts are safe; please try again later.")
        ) from refusal
    if len(data) > LARGEST:
        raise NotMade(gettext_lazy("The file would be too large. Take a smaller photo."), field="photo")
    return Made(data, file_name(facts.project, chosen.tool, kind, language), kind, composed)


def _output_of(tool: str, output: str) -> Output:
    try:
        return table.tools()[tool].output(output)
    except KeyError as unknown:
        raise NotMade(gettext_lazy("This tool makes no such file.")) from unknown


def too_long_words(texts: Iterable[TooLong]) -> list[str]:
    """Say which texts have no room and by how much, one sentence each."""
    return [
        _("“%(text)s” is too long: about %(count)s characters must go.")
        % {"text": text_label(text_key(each.text)), "count": each.characters}
        for each in texts
    ]


def text_key(name: str) -> str:
    """Return the key of a text as a tool names it in its complaints ("results.0.summary" is the summary)."""
    return name.rpartition(".")[2]


def file_name(project: Project, tool: str, output: Output, language: str, *, with_project: bool = True) -> str:
    """Return how a file is called, e.g. "zywa-rzeka-plakat-a3-pl.pdf"; what the ending says is not said twice."""
    stem = file_stem(tool, language)
    parts = [slugify(fold(project.acronym))[:30] if with_project else "", stem,
             "" if output.key in {output.ending, "page", stem} else output.key, language]  # fmt: skip
    return storing.clean_name("-".join(part for part in parts if part) + f".{output.ending}")


def make_version(material: Material, language: str, output: str, *, by: User) -> MaterialVersion:
    """Make a file and keep it as the next version; if nothing changed since the last one, that one is returned.

    The slow part runs outside of any transaction, so that nobody else waits for it.

    Raises:
        TextsMissing, NothingChosen, NotMade: see `make_file`.
    """
    facts = load_facts(material.project)
    chosen = chosen_of(material, language, facts)
    made = make_file(facts, chosen, language, output, by=by)
    parts = parts_of(made.composed)
    number = fingerprint_of(parts)
    newest = _versions_like(material, language, output).first()
    if newest and newest.fingerprint == number and newest.withheld_at is None:
        return newest
    digest = hashlib.sha256(made.data).hexdigest()
    folder = f"toolkit/{material.project.public_id}/{material.public_id}"
    path = storing.keep_made(io.BytesIO(made.data), folder, made.name, digest)
    try:
        return _keep(material, made, path, digest, parts, chosen, by)
    except BaseException:
        storing.forget([path])
        raise


def _versions_like(material: Material, language: str, output: str) -> QuerySet[MaterialVersion]:
    return MaterialVersion.objects.filter(material=material, language=language, output=output).order_by("-number")


@transaction.atomic
def _keep(
    material: Material, made: Made, path: str, digest: str, parts: dict[str, str], chosen: Chosen, by: User
) -> MaterialVersion:
    """Write the row; a photo whose consent was withdrawn while the file was being made stops it."""
    one_at_a_time(material.project_id)
    photo = made.composed.photo
    if photo is not None:
        photo = type(photo).objects.get(pk=photo.pk)
        if obstacles := obstacles_in(photo, material.tool):
            raise NotMade(obstacles[0].words, obstacles[0].params, field="photo")
    language, output = made.composed.content.language, made.output
    newest = _versions_like(material, language, output.key).first()
    version = MaterialVersion(
        material=material,
        number=newest.number + 1 if newest else 1,
        language=language,
        output=output.key,
        name=made.name,
        path=path,
        sha256=digest,
        size=len(made.data),
        media_type=output.media_type,
        fingerprint=fingerprint_of(parts),
        parts=parts,
        licence=chosen.licence or common_licence(chosen.results),
        photo=photo,
        made_by=by,
        made_label=str(by)[:200],
    )
    version.full_clean()
    version.save()
    record(
        "material.made", by=by, subject=material, project_id=material.project_id,
        changes={"file": [None, f"{tool_name(material.tool)}: {version.name}"]},
    )  # fmt: skip
    return version
