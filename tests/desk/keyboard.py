"""A keyboard whose free keys bear whatever signs a text needs.

Left to itself, xdotool lends a key to each foreign sign and takes it back at once; a program that
is busy meanwhile reads the key as it is afterwards. Here a key once given stays given.
"""

import ctypes
import subprocess
from collections.abc import Iterable, Mapping

FIRST, LAST = 8, 255
UNICODE_KEYSYM = 0x01000000


class Keyboard:
    """The keys of one display."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._borne: set[str] = set()
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)

    def press(self, *chords: str) -> None:
        self._xdotool("key", "--delay", "12", *chords)

    def type(self, text: str) -> None:
        self._bear(sign for sign in text if not sign.isascii())
        self._xdotool("type", "--delay", "8", "--", text)

    def mouse(self, *gestures: str) -> None:
        self._xdotool(*gestures)

    def _bear(self, signs: Iterable[str]) -> None:
        """Give a free key to each sign that has none yet."""
        new = sorted(set(signs) - self._borne)
        if not new:
            return
        display = ctypes.c_void_p(
            self._x11.XOpenDisplay(self._environment["DISPLAY"].encode()),
        )
        assert display, "pas d’écran"
        try:
            free = self._free_keys(display)
            assert len(free) >= len(new), "plus de touche libre"
            for key, sign in zip(free, new, strict=False):
                self._give(display, key, sign)
            self._x11.XSync(display, 0)
        finally:
            self._x11.XCloseDisplay(display)
        self._borne.update(new)

    def _free_keys(self, display: ctypes.c_void_p) -> list[int]:
        width = ctypes.c_int()
        count = LAST - FIRST + 1
        table = self._x11.XGetKeyboardMapping(display, FIRST, count, ctypes.byref(width))
        wide = width.value
        free = [
            FIRST + row for row in range(count) if not any(table[row * wide : (row + 1) * wide])
        ]
        self._x11.XFree(table)
        return free

    def _give(self, display: ctypes.c_void_p, key: int, sign: str) -> None:
        code = ord(sign)
        keysym = code if code < 0x100 else UNICODE_KEYSYM | code
        # The same with Shift held or not.
        levels = (ctypes.c_ulong * 2)(keysym, keysym)
        self._x11.XChangeKeyboardMapping(display, key, 2, levels, 1)

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True)
