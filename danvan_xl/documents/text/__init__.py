"""What the lines of an issued plan are: paragraphs, marks, labels, headers, names of units, what a sentence claims."""
