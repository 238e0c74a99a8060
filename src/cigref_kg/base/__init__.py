"""What everything stands on: the domain, its IRIs, the data folder, errors and files."""
