"""Real tools for the tests: LibreOffice, the Open XML SDK validator, pictures of sheets."""
