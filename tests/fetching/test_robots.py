"""What a site asks of programs."""

from plon.fetching.robots import allows, robots_address

RULES = """\ufeffUser-agent: *
Disallow: /private/

User-agent: Plon
Disallow: /drafts/
"""


def test_the_rules_for_plon_come_before_those_for_all() -> None:
    assert allows(RULES, "https://example.org/private/page")
    assert not allows(RULES, "https://example.org/drafts/page")


def test_the_rules_for_all_hold_for_plon_where_it_is_not_named() -> None:
    rules = "User-agent: *\nDisallow: /private/\n"

    assert not allows(rules, "https://example.org/private/page")
    assert allows(rules, "https://example.org/public/page")


def test_no_rules_allow_everything() -> None:
    assert allows("", "https://example.org/page")


def test_rules_lie_at_the_root_of_the_site() -> None:
    assert robots_address("https://example.org:443/a/b?c#d") == "https://example.org:443/robots.txt"
