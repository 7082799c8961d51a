"""Plan tables, with real cells or flattened by a converter: back to rows and columns."""
