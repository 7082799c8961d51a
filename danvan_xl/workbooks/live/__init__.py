"""Drawing into a live Excel book through xlwings, with few calls across the bridge."""
