"""The tables of contributions, and of what becomes of them."""
