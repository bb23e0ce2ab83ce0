"""A synthetic season: people who do not exist, their applications, and a team half-way through its year."""
