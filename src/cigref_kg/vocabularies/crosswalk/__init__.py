"""One crosswalk: from a code of one vocabulary of jobs or skills to those of all the others.

The stones are relations that somebody stated: our own mappings, the place of an occupation of ESCO
in ISCO-08, and the official table between ESCO and O*NET. A link is one stone, or a path over
several that keeps a meaning; it says which, and how strong it is as a whole.
"""
