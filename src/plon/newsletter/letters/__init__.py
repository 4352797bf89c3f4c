"""What is sent to subscribers, as values and as e-mails."""
