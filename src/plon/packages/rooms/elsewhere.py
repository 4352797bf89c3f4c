"""What belongs to a project in rooms that no package speaks of, and why it stays."""

from plon.packages.parts import register_exceptions


def register() -> None:
    register_exceptions(
        {
            "catalogue.FilePreview": "made anew from the files",
            "collections.Entry": "a list that somebody else made",
            "deposits.Deposit": "a deposit of this installation's account; the name that it brought goes along",
            "events.AgencyEvent": "the agency's own event, which asks by a survey of the agency's workspace",
            "events.EventLetter": "a letter of the agency to somebody who registered",
            "events.EventText": "what the agency's event says",
            "events.Registration": "somebody who registered for an event of the agency",
            "events.TrainingsProject": "which workspace is the agency's own, in this installation",
            "exchange.ImportedProject": "what this installation's register said of it",
            "freezing.FrozenSite": "a file that is made anew",
        }
    )
