"""``python -m danvan_xl``: the same command as ``danvan-xl``."""

from danvan_xl.cli import main

if __name__ == "__main__":
    main()
