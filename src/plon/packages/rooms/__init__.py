"""What the rooms below put into a package, one module each."""

from importlib import import_module

ROOMS = (
    "organisations", "projects", "results", "plans", "evidence", "activities", "attendance", "shortlinks", "reach",
    "uptake", "toolkit", "reports", "verification", "sustainability", "surveys", "responses", "evaluation", "outcomes",
    "findings", "review", "labels", "history", "elsewhere",
)  # fmt: skip


def register_rooms() -> None:
    """Register the parts of the rooms below."""
    for room in ROOMS:
        import_module(f"{__name__}.{room}").register()
