"""Our reading of bags against the Library of Congress' conformance suite (shared data, not in the repository)."""

import tarfile
from pathlib import Path

import pytest

from plon.packages.reading import checked_bag
from plon.packages.refusals import BagRefused

pytestmark = pytest.mark.realdata

SUITE = Path(__file__).parents[3] / "shared/data/conformance/bagit-conformance-suite.tar.gz"
# The suite warns of these because some computers would let them pass. Here they are what they are: a manifest names
# a file that is not there (of another case, with another normal form, hidden and not packed), so the bag is incomplete.
INCOMPLETE_HERE = {
    "duplicate-file-with-different-case",
    "same-filename-listed-twice-with-different-normalization",
    "special-system-files",
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SUITE.exists():
        pytest.skip(f"there is no {SUITE.name}")
    folder = tmp_path_factory.mktemp("suite")
    with tarfile.open(SUITE) as packed:
        packed.extractall(folder, filter="data")
    return folder


def test_every_bag_of_the_suite_is_judged_as_it_expects(suite: Path) -> None:
    judged: dict[str, int] = {}
    wrong: list[str] = []
    for bag in sorted(path for path in suite.glob("v*/*/*") if path.is_dir()):
        version, category = bag.parts[-3:-1]
        is_expected = category in {"valid", "warning"} and bag.name not in INCOMPLETE_HERE
        if _is_sound(bag) != is_expected:
            wrong.append(f"{version} {category} {bag.name}")
        judged[category] = judged.get(category, 0) + 1

    assert wrong == []
    assert set(judged) == {"valid", "invalid", "warning", "linux-only", "windows-only"}
    assert judged["valid"] >= 25


def _is_sound(folder: Path) -> bool:
    try:
        checked_bag(folder)
    except BagRefused:
        return False
    return True
