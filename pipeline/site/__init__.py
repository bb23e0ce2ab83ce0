"""What Pelican needs from us. The public site reads the programme, its own content and published.yaml, nothing else."""
