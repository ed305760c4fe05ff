"""What a release is looked through for: secrets in the history, and packages with known holes."""
