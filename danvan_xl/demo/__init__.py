"""The demo: a whole year on a bundled plan, with returns filled as different units would fill them."""
