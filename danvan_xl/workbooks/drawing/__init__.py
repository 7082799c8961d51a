"""What a sheet looks like, as data, and the drawers that put it into files."""
