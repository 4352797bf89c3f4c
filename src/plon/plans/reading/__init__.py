"""Read an application and propose what it seems to promise; a person decides on each proposal."""

from plon.plans.reading.extracting import CannotRead, text_of_document
from plon.plans.reading.finding import Found, find_promises
from plon.plans.reading.sentences import language_of, sentences_in

__all__ = ["CannotRead", "Found", "find_promises", "language_of", "sentences_in", "text_of_document"]
