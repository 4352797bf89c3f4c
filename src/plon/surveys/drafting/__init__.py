"""How a survey is written: pure functions of one frozen draft; actions lock, call them, and keep what they return."""
