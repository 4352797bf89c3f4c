"""From what a server sent to a reading that can be judged: words, language, where the page leads."""

from typing import Any
from urllib.parse import urljoin

from plon.fetching.refusals import NotFetched
from plon.fetching.stepping import Step
from plon.linkwatch.addresses import host_of
from plon.linkwatch.judging import Reading

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
LONGEST, LANGUAGE_FROM = 60_000, 3000
_MOST_HOSTS = 60


def reading_of(asked: str, step: Step) -> Reading:
    """Read what came; a page that can't be read is one without words."""
    about: dict[str, Any] = {"asked": asked, "found": step.url, "status": step.status}
    if step.certificate:
        about |= {"holder": step.certificate.subject, "issuer": step.certificate.issuer}
    if step.media_type not in PAGES or not step.body:
        return Reading(**about)
    return Reading(**about, is_page=True, **_read(step))


def refused(asked: str, refusal: NotFetched) -> Reading:
    """Return the reading of an address from which nothing came."""
    return Reading(asked, refusal.url, refusal.status, refusal.why.value)


def onward_in(step: Step) -> str:
    """Return where a page sends its visitors at once by itself (`http-equiv="refresh"`), "" if it does not."""
    if step.media_type not in PAGES or b"refresh" not in step.body[:20_000].lower():
        return ""
    tree = _tree(step.body[:20_000])
    for meta in tree.iter("meta") if tree is not None else ():
        if (meta.get("http-equiv") or "").lower() != "refresh":
            continue
        after, _semicolon, target = (meta.get("content") or "").partition(";")
        address = target.strip()[4:].strip(" '\"") if target.strip().lower().startswith("url=") else ""
        # After a while is a page to be read; at once is a redirect.
        if address and after.strip().split(".")[0] in {"0", "1", "2", "3"}:
            try:
                return str(urljoin(step.url, address))
            except ValueError:
                return ""
    return ""


def _tree(body: bytes) -> Any:
    from plon.visibility.reading.document import Unreadable  # reads pictures, too: heavy
    from plon.visibility.reading.web import parsed

    try:
        return parsed(body)
    except Unreadable:
        return None


def _read(step: Step) -> dict[str, Any]:
    if step.media_type == "text/plain":
        text = step.body.decode("utf-8", "replace")[:LONGEST]
        return {"text": text, "language": _language(text)}
    tree = _tree(step.body)
    if tree is None:
        return {}
    from plon.visibility.reading.web import words_of

    title, heading, hosts = _first(tree, "title"), _first(tree, "h1"), _hosts(tree, step.url)
    text = words_of(tree)[:LONGEST]
    return {"title": title, "heading": heading, "hosts": hosts, "text": text, "language": _language(text)}


def _language(text: str) -> str:
    from plon.visibility.judging.facts import language_of

    return language_of(text[:LANGUAGE_FROM])


def _first(tree: Any, tag: str) -> str:
    found = next(tree.iter(tag), None)
    return " ".join(found.text_content().split())[:300] if found is not None else ""


def _hosts(tree: Any, address: str) -> frozenset[str]:
    """Return the hosts that a page names in frames, scripts, forms and links: a parking page lives from them."""
    found: set[str] = set()
    for node in tree.iter("iframe", "frame", "script", "form", "a", "img"):
        target = node.get("src") or node.get("action") or node.get("href") or ""
        if target.startswith(("http:", "https:", "//")):
            try:
                found.add(host_of(urljoin(address, target)))
            except ValueError:
                continue
        if len(found) >= _MOST_HOSTS:
            break
    return frozenset(found - {""})
