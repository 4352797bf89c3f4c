"""What happened in the whole house, for officers."""
