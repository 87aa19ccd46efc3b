"""Says to the programs of a session whether its desktop is dark; a word on its input changes it.

Run by the system's own python3. Imports nothing of ours.
"""

import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.freedesktop.portal.Desktop"
PLACE = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
APPEARANCE = "org.freedesktop.appearance"
INTERFACE = f"""<node><interface name="{SETTINGS}">
  <method name="ReadAll">
    <arg type="as" direction="in"/><arg type="a{{sa{{sv}}}}" direction="out"/>
  </method>
  <method name="Read">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
  </method>
  <method name="ReadOne">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
  </method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface></node>"""
SCHEMES = {"dark": 1, "light": 2}


class Portal:
    """The one setting that we play: the colour scheme of the desktop."""

    def __init__(self, scheme: str) -> None:
        self.scheme = GLib.Variant("u", SCHEMES[scheme])
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        described = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object(PLACE, described, self._call, self._property, None)
        flags = Gio.BusNameOwnerFlags.NONE
        Gio.bus_own_name_on_connection(self.bus, NAME, flags, self._ready, None)

    def change(self, scheme: str) -> None:
        self.scheme = GLib.Variant("u", SCHEMES[scheme])
        told = GLib.Variant("(ssv)", (APPEARANCE, "color-scheme", self.scheme))
        self.bus.emit_signal(None, PLACE, SETTINGS, "SettingChanged", told)

    def _ready(self, *_: object) -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    def _call(self, *received: object) -> None:
        method, parameters, invocation = received[4:7]
        if method == "ReadAll":
            settings = {APPEARANCE: {"color-scheme": self.scheme}}
            invocation.return_value(GLib.Variant("(a{sa{sv}})", (settings,)))
            return
        if parameters.unpack() != (APPEARANCE, "color-scheme"):
            invocation.return_dbus_error("org.freedesktop.portal.Error.NotFound", "unknown")
            return
        # `Read` wraps its answer twice, an old mistake that programs count on.
        answer = GLib.Variant("v", self.scheme) if method == "Read" else self.scheme
        invocation.return_value(GLib.Variant("(v)", (answer,)))

    def _property(self, *_: object) -> GLib.Variant:
        return GLib.Variant("u", 2)


def main() -> None:
    portal = Portal(sys.argv[1])
    loop = GLib.MainLoop()

    def listen(_channel: GLib.IOChannel, _condition: GLib.IOCondition) -> bool:
        line = sys.stdin.readline().strip()
        if not line:
            loop.quit()
            return False
        portal.change(line)
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, listen)
    loop.run()


if __name__ == "__main__":
    main()
