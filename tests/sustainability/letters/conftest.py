"""What keepers' letters need: the same results and people as in tests of keepers."""

from tests.keepers.conftest import ask, keep, lessons, school

__all__ = ["ask", "keep", "lessons", "school"]
