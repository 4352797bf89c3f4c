"""One form for everything that was registered as a setting of a section."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from plon.agency.models import Setting
from plon.agency.settings import SettingKind, registered_settings


class SettingsForm(forms.Form):
    """A field per setting and language; what is left empty goes back to its default."""

    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = registered_settings(section)
        rows = Setting.objects.filter(key__in=[kind.key for kind in kinds])
        self.held = {(one.key, one.language): one.value for one in rows}
        self.asked: dict[str, tuple[str, str]] = {}
        for kind in kinds:
            for code in kind.languages:
                name = f"{kind.key}_{code}" if code else kind.key
                self.asked[name] = (kind.key, code)
                self.fields[name] = _field(kind, code, self.held.get((kind.key, code), ""))

    def values(self) -> dict[tuple[str, str], str]:
        """Return what was typed by (key, language)."""
        return {key: self.cleaned_data[name].replace("\r\n", "\n") for name, key in self.asked.items()}

    def tell_what_is_saved(self) -> None:
        """Say at each field what is saved now, where it is not what was typed."""
        typed = self.values()
        for name, key in self.asked.items():
            saved = self.held.get(key, "")
            if typed[key] == saved:
                continue
            self.add_error(name, _("Saved now: %(value)s") % {"value": saved} if saved else _("Saved now: nothing"))


def _field(kind: SettingKind, code: str, value: str) -> forms.CharField | forms.ChoiceField:
    languages = {"pl": _("in Polish"), "en": _("in English")}
    label = f"{kind.label} ({languages[code]})" if code else str(kind.label)
    if kind.kind == "choice":
        choices = [("", _("not chosen")), *kind.choices()]
        return forms.ChoiceField(
            label=label, help_text=str(kind.help), required=False, initial=value, choices=choices
        )  # fmt: skip
    is_long = kind.kind == "text"
    widget = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput()
    if code:
        widget.attrs["lang"] = code
    if default := kind.defaults.get(code):
        widget.attrs["placeholder"] = default
    if kind.kind == "number":
        widget.attrs["inputmode"] = "numeric"
    return forms.CharField(
        label=label, help_text=_help(kind), required=False, max_length=4000 if is_long else 300, initial=value,
        widget=widget,
    )  # fmt: skip


def _help(kind: SettingKind) -> str:
    if kind.kind != "number":
        return str(kind.help)
    least, most = kind.bounds
    rule = _("From %(least)s to %(most)s days; %(days)s if you leave it empty.") % {
        "least": least, "most": most, "days": kind.defaults[""],
    }  # fmt: skip
    return " ".join(part for part in (str(kind.help), rule, str(kind.source)) if part)
