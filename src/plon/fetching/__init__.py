"""Pages and files of other people's servers, fetched politely, within limits and never from private addresses.

`getting.fetch` does it; import it late, where something is fetched: it brings the HTTP client with it.
"""
