"""Forms: issuing one return form per unit and period."""
