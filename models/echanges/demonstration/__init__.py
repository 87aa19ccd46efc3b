"""The demonstration base. May import every area of the models; papers come in as a function."""

from models.echanges.demonstration.creation import create_demonstration as create_demonstration
