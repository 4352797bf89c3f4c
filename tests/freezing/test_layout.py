"""Names of files and how pages name each other."""

from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plon.freezing.layout import folder_name, relative, result_file
from plon.freezing.living import is_reachable

names = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="/"), min_size=1, max_size=12
).filter(lambda name: name not in {".", ".."})
files = st.lists(names, min_size=1, max_size=4).map("/".join)


@given(start=files, target=files)
def test_relative_address_leads_from_any_page_to_any_file(start: str, target: str) -> None:
    """As browsers read it: the address, put to that of the page, is the file; whatever its name."""
    # Nothing is a file and a folder at once.
    assume(not start.startswith(f"{target}/"))
    base = f"file:///stick/{quote(start)}"
    reached = urlsplit(urljoin(base, relative(start, target)))
    assert unquote(reached.path) == f"/stick/{target}"
    assert (reached.query, reached.fragment) == ("", "")


def test_fragment_stands_behind_the_file() -> None:
    assert relative("pl/results/a.html", "pl/index.html", "results") == "../index.html#results"


@given(slug=st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True))
def test_names_of_pages_are_at_home_on_every_disk(slug: str) -> None:
    name = PurePosixPath(result_file("pl", "r7k2mq4", slug, "es")).name
    assert name.endswith("-r7k2mq4.es.html")
    assert len(name) < 90
    assert not name.startswith("--")


@pytest.mark.parametrize(
    ("title", "name"),
    [("Żywa rzeka: szkoły!", "zywa-rzeka-szkoly"), ("水", "r7k2mq4"), ("", "r7k2mq4"), ("../../etc", "etc")],
)
def test_folder_in_the_zip_has_a_plain_name(title: str, name: str) -> None:
    assert folder_name(title, "r7k2mq4") == name


@pytest.mark.parametrize(
    ("address", "is_so"),
    [
        ("https://plon.example.org", True), ("http://127.0.0.1:8000", False), ("http://localhost", False),
        ("http://[::1]:8000", False), ("http://192.168.1.7", False), ("http://plon", False), ("https://8.8.8.8", True),
        ("http://plon.local", False), ("https://plon.test", False), ("", False),
    ],
)  # fmt: skip
def test_address_that_only_this_machine_knows_is_told_apart(address: str, *, is_so: bool) -> None:
    assert is_reachable(address) == is_so
