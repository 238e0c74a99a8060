"""The verbs of the vocabularies of others: ``esco``, ``rome``, ``crosswalk``."""
