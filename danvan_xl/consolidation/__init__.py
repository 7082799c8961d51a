"""From the returns of one period to every figure of its summary: chosen, evaluated, ranked, told."""
