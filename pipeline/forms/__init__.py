"""Forms: what form.yaml becomes where people fill it in, and the receiving end."""
