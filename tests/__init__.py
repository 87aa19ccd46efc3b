"""What is promised, checked for real: both engines, a screen, a keyring, a printer."""
