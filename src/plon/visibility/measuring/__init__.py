"""How good the check is: precision and recall on labelled cases, real ones and ones rendered here."""
