"""A public collection in schema.org's terms."""

from collections.abc import Sequence
from typing import Any

from plon.collections.models import Collection, CollectionText
from plon.collections.presenting import Line
from plon.pages import whole_address
from plon.texts import plain_text


def linked_collection(collection: Collection, lines: Sequence[Line], text: CollectionText | None) -> dict[str, Any]:
    """Describe a collection and what is in it."""
    here = [line for line in lines if line.is_here]
    return {
        "@type": "CollectionPage",
        "name": text.title if text else "",
        "description": plain_text(text.description) if text else "",
        "inLanguage": text.language if text else "",
        "url": whole_address(collection.get_absolute_url()),
        "dateModified": collection.updated_at.isoformat(),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(here),
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": line.title, "url": whole_address(line.address)}
                for number, line in enumerate(here, start=1)
            ],
        },
    }
