"""The fit card: whether a result fits a stranger's pupils, room and time. Told by the team, never guessed in public."""
