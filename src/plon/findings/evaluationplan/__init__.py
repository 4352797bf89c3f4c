"""The evaluation plan as people see it: the page, ready plans, files, reminders."""
