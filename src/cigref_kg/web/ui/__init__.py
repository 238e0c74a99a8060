"""What every page is made with: templates, words, typography, figures, static files."""
