"""Pages and files of other people's servers, fetched within limits and never from private addresses."""
