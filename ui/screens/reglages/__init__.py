"""This workstation and one's own account."""
