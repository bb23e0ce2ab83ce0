"""What things are: the nouns every room shares. Nothing here reads, writes or decides."""
