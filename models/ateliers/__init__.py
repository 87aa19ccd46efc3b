"""Activities and who came. Imports suivis and what stands below."""
