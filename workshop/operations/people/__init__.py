"""What no participant gives, about people: accounts, addresses, sign-ins, devices."""
