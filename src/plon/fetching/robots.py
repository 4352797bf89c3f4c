"""What a site's robots.txt asks of programs (RFC 9309).

One page that a person names is fetched as their browser would; whoever goes on from there by itself asks here first.
"""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from plon.fetching.limits import AGENT


def robots_address(url: str) -> str:
    """Return where the rules of the site of `url` lie."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def allows(rules: str, url: str) -> bool:
    """Tell whether the text of a robots.txt lets Plon fetch `url`; an empty one allows everything."""
    return _parsed(rules).can_fetch(AGENT, url)


def delay_in(rules: str) -> float:
    """Return how many seconds the text of a robots.txt wants between two questions, 0 if it does not say."""
    told = _parsed(rules).crawl_delay(AGENT)
    return float(told) if told else 0.0


def _parsed(rules: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(rules.removeprefix("\ufeff").splitlines())
    return parser
