"""What a browser brings along in its cookies: who is signed in, its own number, and the language."""
