"""Small parts that windows are built from; none knows the database."""
