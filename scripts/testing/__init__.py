"""What `make test` is made of: the suites, the tools they need and how they are counted."""
