"""Two records of one organisation become one."""
