"""Texts to jobs and competences: what adverts, CVs, syllabuses say, and their words for it."""
