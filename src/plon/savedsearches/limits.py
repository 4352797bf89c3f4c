"""How much one person may save, and how far a search is watched."""

MOST_SEARCHES = 100

# Of a search that finds more, the newest so many are watched: who wants all news of everything takes the feed.
MOST_WATCHED = 3_000
AT_ONCE = 100
# Things that were known stay known for long, so that what goes and comes back is not told as new.
MOST_KNOWN = 6_000
