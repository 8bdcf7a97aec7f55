"""Profile versions, units, posts, services, and the SOPs and forms in force."""
