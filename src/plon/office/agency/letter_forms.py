"""The words of one letter, as an officer writes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.agency.letters import LetterKind, Words, body_key, missing_in, subject_key, unknown_in
from plon.agency.models import Setting
from plon.agency.settings import LANGUAGES

# In the language of who reads the office, not in the one that they name.
NAMES = {"pl": gettext_lazy("in Polish"), "en": gettext_lazy("in English")}


class LetterForm(forms.Form):
    """Subject and body in each language; empty is what came with Plon."""

    def __init__(self, *args: Any, kind: LetterKind, defaults: dict[str, Words], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        keys = [subject_key(kind.key), body_key(kind.key)]
        self.held = {(one.key, one.language): one.value for one in Setting.objects.filter(key__in=keys)}
        for code in LANGUAGES:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject (%(language)s)") % {"language": NAMES[code]}, max_length=200, required=False,
                initial=self.held.get((keys[0], code), ""),
                widget=forms.TextInput(attrs={"lang": code, "placeholder": defaults[code].subject}),
            )  # fmt: skip
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Letter (%(language)s)") % {"language": NAMES[code]}, max_length=4000, required=False,
                initial=self.held.get((keys[1], code), ""), widget=forms.Textarea(attrs={"lang": code, "rows": 10}),
                help_text=_("Empty: what came with Plon. Empty lines part paragraphs."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        allowed = ", ".join(each.written for each in self.kind.placeholders)
        for name in [name for name in self.fields if told.get(name)]:
            told[name] = told[name].replace("\r\n", "\n").strip()
            if unknown := unknown_in(self.kind, told[name]):
                words = {"unknown": ", ".join(f"{{{each}}}" for each in unknown)[:200], "allowed": allowed}
                self.add_error(name, _("Plon can't put anything in for %(unknown)s. You can use: %(allowed)s.") % words)
            elif name.startswith("body_") and (missing := missing_in(self.kind, told[name])):
                words = {"missing": ", ".join(missing)}
                self.add_error(name, _("The letter is of no use without %(missing)s. Add it, please.") % words)
        return told

    def words_in(self, code: str) -> Words:
        return Words(self.cleaned_data.get(f"subject_{code}", ""), self.cleaned_data.get(f"body_{code}", ""))

    def values(self) -> dict[tuple[str, str], str]:
        """Return what was typed, by the key of the setting and the language."""
        told: dict[tuple[str, str], str] = {}
        for code in LANGUAGES:
            words = self.words_in(code)
            told |= {(subject_key(self.kind.key), code): words.subject, (body_key(self.kind.key), code): words.body}
        return told
