"""What changed in an article between two of its versions, as those say who translate it. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

Version = Mapping[str, Any]

# Fields whose change is told by their name alone.
_FIELDS = (
    ("title", _("title")),
    ("lead", _("lead")),
    ("kind", _("what it is")),
    ("picture", _("picture")),
    ("related", _("results that go with it")),
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """How many pieces of a text are other than before."""

    new: int = 0
    gone: int = 0
    other: int = 0
    is_reordered: bool = False


def changes_between(before: Version | None, after: Version) -> Sequence[str]:
    """Return what a translation does not know yet, in the language in use; nothing if that is nothing.

    Args:
        before: content of the version that the translation was made from; None if it is not kept any more.
        after: content of the newest version.
    """
    if before is None:
        return [str(_("everything: the version that it was made from is not kept any more"))]
    told = [str(name) for key, name in _FIELDS if _plain(before.get(key)) != _plain(after.get(key))]
    return told + _told_pieces(compare_pieces(_pieces(before), _pieces(after)))


def compare_pieces(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Pieces:
    """Compare the pieces of two versions of a text; a piece keeps its id for as long as it is there."""
    old, new = ({piece.get("id"): piece.get("value") for piece in pieces} for pieces in (before, after))
    both = [key for key in old if key in new]
    return Pieces(
        new=sum(key not in old for key in new),
        gone=sum(key not in new for key in old),
        other=sum(old[key] != new[key] for key in both),
        is_reordered=both != [key for key in new if key in old],
    )


def _told_pieces(pieces: Pieces) -> list[str]:
    told = []
    if pieces.other:
        told.append(
            ngettext("%(count)d piece of the text changed", "%(count)d pieces of the text changed", pieces.other)
            % {"count": pieces.other}
        )
    if pieces.new:
        told.append(ngettext("%(count)d new piece", "%(count)d new pieces", pieces.new) % {"count": pieces.new})
    if pieces.gone:
        told.append(
            ngettext("%(count)d piece taken out", "%(count)d pieces taken out", pieces.gone) % {"count": pieces.gone}
        )
    if pieces.is_reordered:
        told.append(str(_("another order of the pieces")))
    return [str(each) for each in told]


def _pieces(version: Version) -> list[dict[str, Any]]:
    body = _plain(version.get("body"))
    return [piece for piece in body if isinstance(piece, dict)] if isinstance(body, list) else []


def _plain(value: Any) -> Any:
    """Return a field's value; texts of pieces are kept as JSON inside JSON."""
    if not isinstance(value, str) or not value.startswith("["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
