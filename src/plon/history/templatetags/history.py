import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from plon.history.models import Event
from plon.history.receipts import FIELD
from plon.history.sentences import sentence

register = template.Library()


@register.simple_tag
def form_token() -> SafeString:
    """A hidden input that makes a creating form count once (see `plon.history.receipts`)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4())


@register.filter
def event_sentence(event: Event) -> str:
    return sentence(event)
