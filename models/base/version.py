"""The version of the program; the packages and the settings of the build read it here."""

NAME = "Côte à Côte"
VERSION = "0.1.0"
