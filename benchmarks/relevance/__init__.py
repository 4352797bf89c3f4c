"""A judged set of questions, made at run time of real projects: who asks so, means that one project."""
