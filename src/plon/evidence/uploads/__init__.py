"""Large files from shaky connections: sent in pieces, gone on with after a break (the protocol tus 1.0)."""
