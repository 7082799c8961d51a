"""How the pictures and the printed forms of the guide are made. Only the checkout has this; the package does not."""
