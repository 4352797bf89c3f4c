"""Letters of the room: to ask, to ask again, to say that somebody is silent or has gone. Each goes once."""
