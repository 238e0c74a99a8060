"""The dataset in the forms that the tools of others fetch and understand."""
