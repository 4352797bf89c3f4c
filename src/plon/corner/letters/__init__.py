"""Letters that keep a plan alive between meetings: the personal link, reminders, the weekly digest."""
