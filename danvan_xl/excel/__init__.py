"""Excel: ribbon actions and worksheet functions bound through xlwings; building and installing the add-in."""
