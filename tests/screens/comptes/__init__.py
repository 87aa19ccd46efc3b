"""The Comptes screen, this workstation's, and the prompt that unlocks a session."""
