"""What a company's profile has from those that it extends, and what its own changes make of it."""
