"""The history of the database, one numbered step at a time."""
