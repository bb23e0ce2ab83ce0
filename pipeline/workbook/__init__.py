"""Where tables live: tabs read raw, headings understood, one value of changes written, and read again."""
