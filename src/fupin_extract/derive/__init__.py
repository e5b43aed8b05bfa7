"""What a notice tells besides its records: the view of each office."""
