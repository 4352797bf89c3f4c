"""Dissemination tools: what is to be said, as data, becomes a poster, a leaflet, slides, a post. Knows no models."""
