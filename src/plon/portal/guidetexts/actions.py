"""What an agency does with a guide beside writing: take it into its own hands, and look at the original again."""

from django.db import transaction

from plon.accounts.models import User
from plon.history.record import record
from plon.portal.cms.accounts import admit_editor
from plon.portal.cms.tree import guide_folders
from plon.portal.guidefiles import Guide
from plon.portal.guidetexts.converting import pieces_of
from plon.portal.guidetexts.models import GuideFolder, GuideOrigin, GuideText, said_now


@transaction.atomic
def take_guide(guide: Guide, *, by: User) -> GuideText:
    """Take a file's guide into the editors' system as a draft; readers go on reading the file's text.

    Taken already, it is returned as it is, whoever took it.
    """
    folder = GuideFolder.objects.select_for_update().get(pk=guide_folders()[guide.language].pk)
    there: GuideText | None = GuideText.objects.child_of(folder).filter(slug=guide.slug).first()
    if there is not None:
        return there
    admit_editor(by)
    pieces = pieces_of(guide)
    text = GuideText(
        title=guide.title, summary=guide.summary, slug=guide.slug, owner=by, live=False,
        body=list(pieces.body), checklist=list(pieces.checklist), sources=list(pieces.sources),
    )  # fmt: skip
    if other := GuideText.objects.filter(slug=guide.slug).first():
        text.translation_key = other.translation_key
    folder.add_child(instance=text)
    text.save_revision(user=by)
    GuideOrigin.objects.create(text=text, said=guide.said, by=by)
    record("guide.taken", by=by, subject=text)
    return text


def note_origin(text: GuideText) -> GuideOrigin:
    """Note what the file says of whose language a text is, which began as a copy of the other language."""
    return GuideOrigin.objects.create(text=text, said=said_now(text))


@transaction.atomic
def mark_original_seen(text: GuideText, *, by: User) -> GuideOrigin:
    """Note that a text was compared with what the file says now; it is marked again when a release changes that."""
    origin, _is_new = GuideOrigin.objects.update_or_create(text=text, defaults={"said": said_now(text), "by": by})
    record("guide.compared", by=by, subject=text)
    return origin
