"""Every IRI dereferenced, and the dataset told to catalogues."""
