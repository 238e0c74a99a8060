"""The model and its graphs as files of many kinds."""
