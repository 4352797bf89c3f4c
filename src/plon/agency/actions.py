"""Change what officers can set."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.agency.models import Setting
from plon.agency.settings import forget_read, setting_kind
from plon.history.record import Actor, record

_CHECKS: dict[str, Callable[[str], None]] = {
    "email": validate_email,
    "url": URLValidator(["http", "https"]),
    "phone": RegexValidator(r"^\+?[0-9 ()./-]{5,40}$", _("Write the number in digits, e.g. +48 22 123 45 67.")),
}


@transaction.atomic
def change_settings(values: Mapping[tuple[str, str], str], *, by: Actor) -> int:
    """Set some texts by (key, language), and return how many of them changed; "" goes back to the default.

    Raises:
        ValidationError: a value is malformed; its `message_dict` names the key.
        KeyError: nobody registered a key.
    """
    wrong: dict[str, list[str]] = {}
    for (key, code), value in values.items():
        check = _CHECKS.get(setting_kind(key).kind)
        try:
            if value and check:
                check(value)
        except ValidationError as refusal:
            wrong[f"{key}_{code}" if code else key] = refusal.messages
    if wrong:
        raise ValidationError(wrong)
    count = sum(_change(key, code, value, by=by) for (key, code), value in values.items())
    transaction.on_commit(forget_read)
    return count


def _change(key: str, code: str, value: str, *, by: Actor) -> bool:
    kept = Setting.objects.select_for_update().filter(key=key, language=code).first()
    before = kept.value if kept else ""
    if before == value:
        return False
    changed = kept or Setting(key=key, language=code)
    changed.value, changed.changed_by_label = value, str(by)[:200]
    changed.full_clean()
    changed.save()
    record("agency.setting_changed", by=by, subject=changed, changes={"value": [before, value]})
    return True
