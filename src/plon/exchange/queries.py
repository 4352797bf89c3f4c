"""What the office reads of imports."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.exchange.models import Import


def imports() -> QuerySet[Import]:
    """Return every run with the person who started it, the newest first."""
    return Import.objects.select_related("by").defer("report")


def get_import(public_id: str) -> Import:
    """Return one run, or 404. Officers see all of them, so the view's gate is enough."""
    return get_object_or_404(Import.objects.select_related("by"), public_id=public_id)
