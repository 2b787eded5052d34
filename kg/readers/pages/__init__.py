"""From the pages of a PDF to their text in reading order."""
