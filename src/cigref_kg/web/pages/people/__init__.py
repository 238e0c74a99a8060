"""What people can do against what jobs require: forms of which nothing is kept."""
