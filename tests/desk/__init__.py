"""A desk of our own: a screen, a session bus, a keyring, a keyboard, and an outside observer.

The program is driven as its users do, from outside its process. Imports nothing of the program.
"""
