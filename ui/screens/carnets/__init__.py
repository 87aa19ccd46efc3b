"""Carnets de tournée: taking one away, bringing it back, saying that it is lost."""
