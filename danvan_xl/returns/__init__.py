"""Returns: pre-flight, reading, checking, choosing and consolidating what units send back."""
