"""What belongs to a project in rooms that no package speaks of, and why it stays."""

from plon.packages.parts import register_exceptions


def register() -> None:
    register_exceptions(
        {
            "catalogue.FilePreview": "made anew from the files",
            "collections.Entry": "a list that somebody else made",
            "deposits.Deposit": "a deposit of this installation's account; the name that it brought goes along",
            "exchange.ImportedProject": "what this installation's register said of it",
            "freezing.FrozenSite": "a file that is made anew",
        }
    )
