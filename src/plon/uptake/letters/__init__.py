"""Letters of the room: to confirm, to ask and answer, news of a result."""
