"""What was left out of a kit, and what lies in it, in sentences: for its page and for the read-me in each folder."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.programme.places import language_name
from plon.toolkit.facts import Facts
from plon.toolkit.labels import field_label, output_label, text_label, tool_name
from plon.toolkit.models import Kit
from plon.typeset.tools import table

Said = Mapping[str, Any]


def _language(code: str) -> str:
    return language_name(code, get_language() or "en")


def message_words(message: Said) -> str:
    """Say one thing that was left out, and why, in the reader's language."""
    code = message["code"]
    known = {"tool": tool_name(message.get("tool", "")), "language": _language(message["language"])}
    if code == "no_texts":
        known["results"] = ", ".join(f"“{title}”" for title in message["results"])
        if message["all"]:
            return _("%(language)s: nothing was made, because no result has a title in this language.") % known
        return _("%(language)s: left out %(results)s, without a title in this language.") % known
    if code == "too_long":
        known |= {"text": text_label(message["text"]), "count": message["characters"]}
        return _("%(tool)s, %(language)s: “%(text)s” is too long; about %(count)s characters must go.") % known
    if code == "answer":
        known |= {"field": field_label(message["field"])}
        return _("%(tool)s, %(language)s: one file needs “%(field)s”, which nobody has filled in.") % known
    if code == "missing":
        return f"{known['language']}: {missing_words(message['notice'])}"
    if code == "photo":
        known["why"] = message["why"]
        return _("%(tool)s, %(language)s: made without the photo. %(why)s") % known
    if code == "too_large":
        return _("%(tool)s, %(language)s: left out, because it would be too large.") % known
    return _("%(tool)s, %(language)s: could not be made. Try again; your texts are safe.") % known


def missing_words(notice: str) -> str:
    """Say which notice is missing on a tool, and what to do about it."""
    return {
        "statement": _(
            "the funding statement is missing: no official wording in this language is known to us. The emblem is "
            "there; ask your agency for the wording."
        ),
        "disclaimer": _(
            "the disclaimer is missing: no wording for this language and this agency is known to us. Ask your agency."
        ),
        "licence": _("the licence notice is missing: the results have no licence, or different ones."),
        "number": _("the project number is missing: enter it in the settings of the project."),
    }.get(notice, notice)


_LINE = "-" * 60


def read_me(kit: Kit, facts: Facts, language: str, contents: Iterable[Said], messages: Iterable[Said]) -> str:
    """Return the read-me of one folder, first in Polish, then in English."""
    of_language = [each for each in contents if each["language"] == language]
    said = [each for each in messages if each["language"] == language]
    pieces = []
    for reader in ("pl", "en"):
        with translation.override(reader):
            pieces.append(_one(kit, facts, language, of_language, said))
    return f"\n\n{_LINE}\n\n".join(pieces) + "\n"


def _one(kit: Kit, facts: Facts, language: str, contents: list[Said], messages: list[Said]) -> str:
    lines = [f"{facts.project} · {facts.project.number}".strip(" ·"), "", _("What lies in this folder:"), ""]
    endings = {(key, each.key): each.ending for key in kit.tools for each in table.tools()[key].outputs}
    for each in contents:
        ending = endings[each["tool"], each["output"]]
        name = each["name"].rpartition("/")[2]
        lines.append(f"  {name}: {tool_name(each['tool'])}, {output_label(each['output'], ending)}")
    if messages:
        lines += ["", _("What is missing, and why:"), "", *(f"  - {message_words(each)}" for each in messages)]
    lines += [
        "",
        _("The emblem of the European Union, the funding statement and the disclaimer belong to the files as they are. "
          "Please don't remove, cover or recolour them."),
        _("The QR code leads to a short address that keeps working. Openings are counted, people are not."),
        "",
        _("Made with Plon for the language: %(language)s.") % {"language": _language(language)},
    ]  # fmt: skip
    return "\r\n".join(lines)
