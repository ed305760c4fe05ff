"""What `make run` is made of: the database, the steps before serving, the processes it keeps."""
