"""What packages tell the rest of the house when it is ready."""

from plon.packages.rooms import register_rooms


def register_packages() -> None:
    register_rooms()
