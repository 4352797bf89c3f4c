"""Where values come from: surveys, counters, what people entered. Each says what it was counted from."""
