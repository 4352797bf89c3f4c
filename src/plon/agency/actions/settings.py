"""Change what officers can set: one function for all of it, whatever page it stands on."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from plon.agency.models import Setting
from plon.agency.refusals import SettingsChanged
from plon.agency.settings import SettingKind, fingerprint_of, forget_read, setting_kind
from plon.history.record import Actor, record

_MEANWHILE = _(
    "Somebody else saved since you opened this page. What you typed is still here: compare it with what is saved now, "
    "then save again."
)
MOST_DIGITS = 10
_CHECKS: dict[str, Callable[[str], None]] = {
    "email": validate_email,
    "url": URLValidator(["http", "https"]),
    "phone": RegexValidator(r"^\+?[0-9 ()./-]{5,40}$", _("Write the number in digits, e.g. +48 22 123 45 67.")),
}


@transaction.atomic
def change_settings(values: Mapping[tuple[str, str], str], *, by: Actor, seen: str | None = None) -> int:
    """Set some texts by (key, language), and return how many of them changed; "" goes back to the default.

    Args:
        values: the texts.
        by: who sets them.
        seen: `fingerprint_of` what they saw of these keys before; None if they looked at nothing.

    Raises:
        SettingsChanged: somebody else saved since they looked, and it is not what they ask for.
        ValidationError: a value is malformed; its `message_dict` names the key.
        KeyError: nobody registered a key.
    """
    wrong: dict[str, list[str]] = {}
    for (key, code), value in values.items():
        try:
            if value:
                _check(setting_kind(key), value)
        except ValidationError as refusal:
            wrong[f"{key}_{code}" if code else key] = refusal.messages
    if wrong:
        raise ValidationError(wrong)
    # Read once: what appears afterwards, nobody has seen, and so it is not emptied either.
    keys = {key for key, _code in values}
    rows = {(one.key, one.language): one for one in Setting.objects.select_for_update().filter(key__in=keys)}
    held = {key: one.value for key, one in rows.items()}
    asked = {key: value for key, value in values.items() if value != held.get(key, "")}
    if asked and seen is not None and seen != fingerprint_of(held):
        raise SettingsChanged(_MEANWHILE)
    for (key, code), value in asked.items():
        _change(rows.get((key, code)) or Setting(key=key, language=code), value, by=by)
    transaction.on_commit(forget_read)
    return len(asked)


def _check(kind: SettingKind, value: str) -> None:
    if kind.kind == "choice" and value not in dict(kind.choices()):
        raise ValidationError(_("Choose one of the list."))
    if kind.kind != "number":
        if check := _CHECKS.get(kind.kind):
            check(value)
        return
    least, most = kind.bounds
    # Digits of every script count as digits for Python; Plon writes those of ours.
    if not (value.isascii() and value.isdigit() and len(value) < MOST_DIGITS and least <= int(value) <= most):
        raise ValidationError(_("A whole number from %(least)s to %(most)s."), params={"least": least, "most": most})


def _change(setting: Setting, value: str, *, by: Actor) -> None:
    before = setting.value
    setting.value, setting.changed_by_label = value, str(by)[:200]
    setting.full_clean()
    try:
        with transaction.atomic():
            setting.save()
    except IntegrityError:
        # Two set it for the first time in the same moment: no row was there to wait for.
        raise SettingsChanged(_MEANWHILE) from None
    record("agency.setting_changed", by=by, subject=setting, changes={"value": [before, value]})
