"""Opening workbooks that strangers made: by their bytes, with limits, whatever program saved them."""
