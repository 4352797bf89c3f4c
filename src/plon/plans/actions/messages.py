"""Why one group would want one result."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.actions.saving import Changes, refuse_if_newer
from plon.plans.models import Message, MessageText, TargetGroup
from plon.plans.refusals import ElsewhereInPlon
from plon.projects.promises import require_reason
from plon.results.models import Result


@transaction.atomic
def write_message(
    result: Result,
    group: TargetGroup,
    *,
    by: User,
    texts: Mapping[str, str],
    version: int | None = None,
    reason: str = "",
) -> Message | None:
    """Say why one group would want one result, in one sentence per language.

    Languages that `texts` does not name stay as they are; when no sentence is left, the message goes.

    Args:
        result: what is wanted.
        group: who would want it.
        by: who writes.
        texts: {language: sentence, or "" to take it out}.
        version: the version the writer saw, 0 if there was no message; None asks no question.
        reason: why a promised message changes.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ElsewhereInPlon: result and group are of different projects.
        ReasonNeeded: the message is promised, and nobody says why it changes.
        ValidationError: a sentence is longer than 400 characters.
    """
    if result.project_id != group.project_id:
        raise ElsewhereInPlon(_("The result and the group belong to different projects."))
    message = Message.objects.select_for_update().filter(result=result, group=group).first()
    refuse_if_newer(message.version if message else 0, version)
    stand = {text.language: text.text for text in message.texts.all()} if message else {}
    wanted = {**stand, **{language: words.strip() for language, words in texts.items()}}
    changes: Changes = {
        language: [stand.get(language, ""), words]
        for language, words in wanted.items()
        if stand.get(language, "") != words
    }
    if not changes:
        return message
    if message:
        require_reason(group.project_id, "message", f"{result.public_id}:{group.public_id}", reason)
    pair: Changes = {"_pair": [result.public_id, group.public_id]}
    if not any(wanted.values()) and message:
        record("message.removed", by=by, subject=message, project_id=result.project_id, changes=changes | pair,
               reason=reason)  # fmt: skip
        message.delete()
        return None
    if message is None:
        message = Message(result=result, group=group)
        message.full_clean()
        message.save()
    _write_sentences(message, wanted)
    message.version += 1
    message.save(update_fields=["version", "updated_at"])
    record("message.changed", by=by, subject=message, project_id=result.project_id, changes=changes | pair,
           reason=reason)  # fmt: skip
    return message


def _write_sentences(message: Message, wanted: Mapping[str, str]) -> None:
    known = {text.language: text for text in message.texts.all()}
    for language, words in wanted.items():
        text = known.get(language) or MessageText(message=message, language=language)
        text.text = words
        if words:
            text.full_clean()
            text.save()
        elif text.pk:
            text.delete()
