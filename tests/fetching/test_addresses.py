"""What a person types as an address."""

import pytest

from plon.fetching.addresses import complete, read_address
from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why

LIMITS = Limits(local_servers=frozenset({"127.0.0.1:8010"}))


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("  szkola.example.org/projekt ", "https://szkola.example.org/projekt"),
        ("//example.org", "https://example.org"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("ftp://example.org/", "ftp://example.org/"),
        ("", ""),
    ],
)
def test_people_leave_out_the_scheme(typed: str, whole: str) -> None:
    assert complete(typed) == whole


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", Why.BAD_ADDRESS),
        ("https://", Why.BAD_ADDRESS),
        ("ftp://example.org/", Why.BAD_ADDRESS),
        ("file:///etc/passwd", Why.BAD_ADDRESS),
        ("gopher://example.org:80/", Why.BAD_ADDRESS),
        ("javascript:alert(1)", Why.BAD_ADDRESS),
        ("https://ex ample.org/", Why.BAD_ADDRESS),
        ("https://example.org/\r\nHost: other", Why.BAD_ADDRESS),
        ("https://example.org\\@127.0.0.1/", Why.BAD_ADDRESS),
        ("https://exa%6dple.org/", Why.BAD_ADDRESS),
        ("https://a..b/", Why.BAD_ADDRESS),
        ("https://" + "a" * 64 + ".org/", Why.BAD_ADDRESS),
        ("https://example.org:99999/", Why.BAD_PORT),
        ("https://[::1/", Why.BAD_ADDRESS),
        ("https://[fe80::1%25eth0]/", Why.BAD_ADDRESS),
        ("https://example.org/" + "a" * 2000, Why.BAD_ADDRESS),
        ("https://anna:secret@example.org/", Why.HAS_PASSWORD),
        ("https://anna@example.org/", Why.HAS_PASSWORD),
        ("http://example.org:8080/", Why.BAD_PORT),
        ("http://127.0.0.1:5432/", Why.BAD_PORT),
        ("http://localhost:8010/", Why.BAD_PORT),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_anything_is_asked(address: str, why: Why) -> None:
    with pytest.raises(NotFetched) as refused:
        read_address(address, LIMITS)

    assert refused.value.why is why


def test_names_with_polish_letters_are_names() -> None:
    target = read_address("https://Żółw.example.org/ścieżka?pytanie=ą#miejsce", LIMITS)

    assert target.host == "xn--w-uga1v8h.example.org"
    assert target.server == "xn--w-uga1v8h.example.org:443"
    assert target.url.raw_path == b"/%C5%9Bcie%C5%BCka?pytanie=%C4%85"
    assert "#" not in str(target.url)


def test_a_local_server_is_allowed_by_its_very_name_and_port() -> None:
    assert read_address("http://127.0.0.1:8010/x", LIMITS).port == 8010
