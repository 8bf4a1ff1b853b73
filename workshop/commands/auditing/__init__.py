"""Commands for whoever checks the counts from outside."""
