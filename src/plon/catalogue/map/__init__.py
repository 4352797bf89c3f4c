"""The map of Europe: countries coloured by a number, drawn on the server, with a list beside it for everyone."""

from plon.catalogue.map.drawing import Place, map_of, places_of

__all__ = ["Place", "map_of", "places_of"]
