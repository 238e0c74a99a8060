"""Every IRI dereferenced, and the dataset told to messages_by_language."""
