"""How much one person may gather: more than anybody reads, little enough that nobody floods the house."""

MOST_COLLECTIONS = 200
MOST_ENTRIES = 500
