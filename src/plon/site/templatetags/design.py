# ruff: noqa: E501  paths of icons are as long as they are
"""Template tags of the design system: icons, the logo, fields tied to their errors."""

from django import template
from django.forms import BoundField
from django.forms import widgets as w
from django.http import HttpRequest
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from plon.accounts.office import ShownOffice, office_for
from plon.charts import Chart

register = template.Library()

# Drawn on 24 x 24, stroke only.
ICONS = {
    "archive": "M4 4h16v4H4zM5.5 8v12h13V8M10 12h4",
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "bulb": "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.6.5-1 1.2-1 2h-5c0-.8-.4-1.5-1-2z",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "camera": "M4 7h3.5L9 5h6l1.5 2H20v12H4zM12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
    "chart": "M4 20V10M10 20V4M16 20v-7M21 20H3",
    "chat": "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5",
    "check": "M4.5 12.5l5 5 10-11",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "cross": "M6 6l12 12M18 6L6 18",
    "danger": "M12 3l9.5 17h-19zM12 10v4M12 17v.2",
    "down": "M6 9l6 6 6-6",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "ear": "M12 21V9M12 3c2 2 2 4.5 0 6.5-2-2-2-4.5 0-6.5zM12 14c-3 0-5-1.5-5-4.5 3 0 5 1.5 5 4.5zM12 14c3 0 5-1.5 5-4.5-3 0-5 1.5-5 4.5zM12 19c-3 0-5-1.5-5-4.5 3 0 5 1.5 5 4.5zM12 19c3 0 5-1.5 5-4.5-3 0-5 1.5-5 4.5z",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "external": "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4",
    "flag": "M5 21V4h13l-3 4.5 3 4.5H5",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "history": "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4l3 2",
    "home": "M4 11l8-7 8 7M6 10v10h12V10",
    "image": "M4 5h16v14H4zM8 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM5 18l5-5 3 3 3-3 3.5 3.5",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.8v.2",
    "key": "M14 10a4 4 0 1 0-3.5 4L13 16.5h2V19h2.5v2H21v-3l-7.2-7.2",
    "link": "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1.5-1.5",
    "list": "M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1",
    "mail": "M3 6h18v12H3zM3 7l9 7 9-7",
    "map": "M9 4L3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20",
    "moon": "M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z",
    "news": "M4 5h13v14H4zM17 9h3v10h-3M7 9h7M7 12h7M7 15h4",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.3c2.5.6 4 2.5 4 5.7",
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7",
    "plus": "M12 5v14M5 12h14",
    "poster": "M5 3h14v18H5zM8 7h8M8 11h3M13 11h3M8 15h3M13 15h3",
    "print": "M7 8V3h10v5M5 8h14v8h-3M8 16H5M8 13h8v8H8z",
    "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M14 18v2M18 18h2v2M7 7v.1M17 7v.1M7 17v.1",
    "question": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.8 2.1c-.9.6-1.3 1-1.3 2.2M12 16.8v.2",
    "result": "M4 8l8-4 8 4-8 4zM4 8v8l8 4 8-4V8M12 12v8",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
    "settings": "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1",
    "target": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12v.1",
    "trash": "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
    "up": "M6 15l6-6 6 6",
    "upload": "M12 20V9M7 13l5-5 5 5M4 4h16",
}  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of our own set; it says nothing to a screen reader, the words beside it do."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def logo() -> SafeString:
    return mark_safe(
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true"><path d="{ICONS["ear"]}"/></svg>'
    )


@register.filter
def notice_icon(kind: str) -> str:
    return {"success": "check", "warning": "danger", "danger": "danger", "error": "danger"}.get(kind, "info")


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return which shape a field takes: checkbox, choices, textarea, file or input."""
    widget = field.field.widget
    if isinstance(widget, w.CheckboxSelectMultiple | w.RadioSelect):
        return "choices"
    if isinstance(widget, w.CheckboxInput):
        return "checkbox"
    if isinstance(widget, w.Textarea):
        return "textarea"
    return "file" if isinstance(widget, w.FileInput) else "input"


@register.filter
def with_aria(field: BoundField) -> SafeString:
    """Render a field tied to its help and its errors."""
    if widget_kind(field) == "choices":
        return field.as_widget()
    described = [f"{field.auto_id}_error"]
    if field.help_text:
        described.insert(0, f"{field.auto_id}_helptext")
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)}
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def current_prefix(context: RequestContext, name: str) -> SafeString:
    """``aria-current`` when the page lies under the address `name`."""
    path = context["request"].path if "request" in context else ""
    return mark_safe('aria-current="true"') if path.startswith(reverse(name)) else mark_safe("")


@register.simple_tag(takes_context=True)
def current_exact(context: RequestContext, name: str) -> SafeString:
    """``aria-current`` when the page is the address `name`."""
    path = context["request"].path if "request" in context else ""
    return mark_safe('aria-current="page"') if path == reverse(name) else mark_safe("")


@register.filter
def drawn(chart: Chart, key: str) -> SafeString:
    """Draw a chart for this page; `key` keeps its ids apart from those of other charts. Its texts are escaped."""
    return mark_safe(chart.svg(str(key)))


@register.simple_tag
def office_of(request: HttpRequest, *, counts: bool = False) -> ShownOffice:
    """Return the office's navigation as the person who asks sees it; with `counts`, what waits too."""
    is_administrator = getattr(request.user, "is_administrator", False)
    return office_for(request.path, is_administrator=is_administrator, counts=counts)
