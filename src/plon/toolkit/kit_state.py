"""How far a kit is, and what it became, as its page shows it."""

from typing import Any

from django.utils.translation import get_language

from plon.jobs.lengthy import WorkState
from plon.programme.places import language_name
from plon.toolkit.kit_words import message_words
from plon.toolkit.labels import output_label, tool_name
from plon.toolkit.models import Kit
from plon.typeset.tools import table


def state_of(kit: Kit) -> dict[str, Any]:
    """Return what the page of a kit shows."""
    reader = get_language() or "en"
    endings = {(key, each.key): each.ending for key, tool in table.tools().items() for each in tool.outputs}
    folders: dict[str, dict[str, dict[str, Any]]] = {}
    for each in kit.contents:
        tool = folders.setdefault(each["language"], {}).setdefault(
            each["tool"], {"tool": tool_name(each["tool"]), "outputs": [], "size": 0}
        )
        tool["outputs"].append(output_label(each["output"], endings.get((each["tool"], each["output"]), "")))
        tool["size"] += each["size"]
    return {
        "is_ready": kit.state == WorkState.DONE and bool(kit.path),
        "folders": [(language_name(code, reader), list(rows.values())) for code, rows in folders.items()],
        "left_out": list(dict.fromkeys(message_words(each) for each in kit.messages)),
        "kit_languages": ", ".join(language_name(code, reader) for code in kit.languages),
    }
