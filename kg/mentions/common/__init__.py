"""What recognisers share: words of a page, word lists, spelling, codes, acronyms."""
