"""What no participant gives: what the clock, the worker and the administrator do, and whoever is nobody here yet."""
