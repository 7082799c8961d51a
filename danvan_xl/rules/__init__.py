"""Rules: status, rates and scores; each a pure function beside its Excel formula."""
