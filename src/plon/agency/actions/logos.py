"""Set and remove the agency's logo."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.agency.logos import KEPT
from plon.agency.models import Logo
from plon.history.record import Actor, record

# A PNG of 800 pixels is far below; nothing larger belongs into a row.
MOST_BYTES = 1024 * 1024


@transaction.atomic
def set_logo(*, by: Actor, content: bytes | None, width: int, height: int, alt_pl: str, alt_en: str) -> Logo:
    """Show a logo, or other words in its place, on all pages.

    Args:
        by: who sets it.
        content: the picture as PNG, made smaller already; None keeps the one that is there.
        width: of the picture in pixels; of no meaning without content.
        height: likewise.
        alt_pl: what it says to who doesn't see it.
        alt_en: likewise.

    Raises:
        ValidationError: a text is missing, or there is no picture.
    """
    held = Logo.objects.first()
    if not (alt_pl and alt_en):
        missing = "alt_pl" if not alt_pl else "alt_en"
        raise ValidationError({missing: _("Say what stands in the logo, in both languages.")})
    if content is None:
        if held is None or not held.sha256:
            raise ValidationError({"logo": _("Choose a picture.")})
        content, width, height = bytes(held.content), held.width, held.height
    if len(content) > MOST_BYTES:
        raise ValidationError({"logo": _("This picture is too rich in detail for a logo. Save it smaller.")})
    made = Logo(
        content=content, sha256=hashlib.sha256(content).hexdigest(), width=width, height=height, alt_pl=alt_pl,
        alt_en=alt_en, by_label=str(by)[:200],
    )  # fmt: skip
    return _save(made, held, "agency.logo_set", by=by)


@transaction.atomic
def remove_logo(*, by: Actor) -> Logo | None:
    """Show no logo any more; None if there was none."""
    held = Logo.objects.first()
    if held is None or not held.sha256:
        return None
    return _save(Logo(by_label=str(by)[:200]), held, "agency.logo_removed", by=by)


def _save(made: Logo, held: Logo | None, kind: str, *, by: Actor) -> Logo:
    made.full_clean()
    made.save()
    before = held or Logo()
    record(kind, by=by, subject=made, changes={
        name: [getattr(before, name), getattr(made, name)]
        for name in ("alt_pl", "alt_en", "sha256") if getattr(before, name) != getattr(made, name)
    })  # fmt: skip
    transaction.on_commit(KEPT.forget)
    return made
