"""What assistive technology sees and does: one JSON request a line, one JSON answer a line.

Run by the system's own python3, which alone has the accessibility bindings. Imports nothing of
ours. A widget is referred to by the number under which it was first shown.
"""

import json
import os
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

POLL = 0.03
# A table shows every cell as a child: beyond this many, only their number is told.
CHILDREN_LIMIT = 400
TOLD_STATES = (
    "active checked editable enabled expanded focusable focused invalid_entry modal multi_line "
    "pressed read_only required selected sensitive showing visible"
)
STATES = {getattr(Atspi.StateType, name.upper()): name for name in TOLD_STATES.split()}
Widget = Any
Request = dict[str, Any]

_known: dict[int, Widget] = {}
_numbers: dict[int, int] = {}


class Missing(Exception):
    """Nothing on the screen answers the question."""


def number_of(widget: Widget) -> int:
    number = _numbers.get(hash(widget))
    if number is None or _known[number] != widget:
        number = len(_known) + 1
        _known[number] = widget
        _numbers[hash(widget)] = number
    return number


def children_of(widget: Widget) -> list[Widget]:
    count = min(widget.get_child_count(), CHILDREN_LIMIT)
    children = [widget.get_child_at_index(index) for index in range(count)]
    return [child for child in children if child is not None]


def states_of(widget: Widget) -> list[str]:
    states = widget.get_state_set()
    return sorted(name for state, name in STATES.items() if states.contains(state))


def role_of(widget: Widget) -> str:
    """The role's name; newer systems say "button" where older ones say "push button"."""
    role = widget.get_role_name()
    return "push button" if role == "button" else role


def text_of(widget: Widget) -> "str | None":
    text = widget.get_text_iface()
    return None if text is None else Atspi.Text.get_text(text, 0, -1)


def value_of(widget: Widget) -> "float | None":
    value = widget.get_value_iface()
    return None if value is None else Atspi.Value.get_current_value(value)


def description_of(widget: Widget) -> Request:
    """All that is said of one widget."""
    return {
        "number": number_of(widget),
        "role": role_of(widget),
        "name": widget.get_name() or "",
        "description": widget.get_description() or "",
        "states": states_of(widget),
        "text": text_of(widget),
        "value": value_of(widget),
        "count": widget.get_child_count(),
    }


def launched_by(pid: int, program: Widget) -> bool:
    """Whether the program belongs to the session that `pid` leads: `make run` has children."""
    try:
        return os.getsid(program.get_process_id()) == pid
    except ProcessLookupError:
        return False


def windows(pid: int) -> list[Widget]:
    """The windows of the program under test, the newest last."""
    desktop = Atspi.get_desktop(0)
    found = []
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        if program is not None and (not pid or launched_by(pid, program)):
            found += children_of(program)
    return found


def roots(request: Request) -> list[Widget]:
    within = request.get("within")
    return [_known[within]] if within else windows(request["pid"])


def matches(widget: Widget, request: Request) -> bool:
    role, name, part = request.get("role"), request.get("name"), request.get("part")
    if role and role_of(widget) != role:
        return False
    if name is not None and widget.get_name() != name:
        return False
    if part is not None and part not in (widget.get_name() or ""):
        return False
    states = widget.get_state_set()
    wanted = request.get("states", [])
    return states.contains(Atspi.StateType.SHOWING) and set(wanted) <= set(states_of(widget))


def search(widget: Widget, request: Request) -> "Widget | None":
    if matches(widget, request):
        return widget
    for child in children_of(widget):
        found = search(child, request)
        if found is not None:
            return found
    return None


def first(request: Request) -> "Widget | None":
    for root in roots(request):
        try:
            found = search(root, request)
        except GLib.Error:  # a widget went away while we were looking
            continue
        if found is not None:
            return found
    return None


def patiently(request: Request, question: Any) -> Widget:
    """Ask until there is an answer or the request's time is over."""
    limit = time.monotonic() + request.get("timeout", 0)
    while True:
        answer = question()
        if answer is not None:
            return answer
        if time.monotonic() >= limit:
            raise Missing
        time.sleep(POLL)


def nested(widget: Widget) -> Request:
    described = description_of(widget)
    described["children"] = [
        nested(child)
        for child in children_of(widget)
        if child.get_state_set().contains(Atspi.StateType.SHOWING)
    ]
    return described


def do_find(request: Request) -> Request:
    return description_of(patiently(request, lambda: first(request)))


def do_gone(request: Request) -> bool:
    """Wait until nothing answers any more."""
    patiently(request, lambda: None if first(request) is not None else True)
    return True


def do_all(request: Request) -> list[Request]:
    """Every widget that answers."""
    found: list[Request] = []

    def visit(widget: Widget) -> None:
        if matches(widget, request):
            found.append(description_of(widget))
        for child in children_of(widget):
            visit(child)

    for root in roots(request):
        visit(root)
    return found


def do_window(request: Request) -> Request:
    def question() -> "Widget | None":
        for window in reversed(windows(request["pid"])):
            wanted = {"showing", *request.get("states", [])}
            if wanted <= set(states_of(window)) and request["part"] in (window.get_name() or ""):
                return window
        return None

    return description_of(patiently(request, question))


def do_tree(request: Request) -> list[Request]:
    return [nested(root) for root in roots(request)]


def do_describe(request: Request) -> Request:
    return description_of(_known[request["number"]])


def do_focused(request: Request) -> Request:
    wanted = {**request, "states": ["focused"]}

    def question() -> "Widget | None":
        found = None
        for root in windows(request["pid"]):
            # The deepest one: a table and its current cell both say that they are focused.
            deeper = search(root, wanted)
            while deeper is not None:
                found, children = deeper, children_of(deeper)
                deeper = next((d for d in (search(c, wanted) for c in children) if d), None)
        return found

    return description_of(patiently(request, question))


def do_act(request: Request) -> list[str]:
    """Do the named action, or the first one; answer the actions there are."""
    widget = _known[request["number"]]
    action = widget.get_action_iface()
    count = 0 if action is None else Atspi.Action.get_n_actions(action)
    names = [Atspi.Action.get_action_name(action, index) for index in range(count)]
    wanted = request.get("action") or (names[0] if names else "")
    if wanted not in names:
        raise Missing
    Atspi.Action.do_action(action, names.index(wanted))
    return names


def do_focus(request: Request) -> bool:
    return bool(Atspi.Component.grab_focus(_known[request["number"]].get_component_iface()))


def do_set_text(request: Request) -> bool:
    editable = _known[request["number"]].get_editable_text_iface()
    return bool(Atspi.EditableText.set_text_contents(editable, request["text"]))


def do_place(request: Request) -> list[int]:
    """Where a widget is on the screen: x, y, width, height."""
    component = _known[request["number"]].get_component_iface()
    box = Atspi.Component.get_extents(component, Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


def do_ready(_: Request) -> bool:
    return Atspi.get_desktop(0).get_child_count() >= 0


VERBS = {name[3:]: verb for name, verb in list(globals().items()) if name.startswith("do_")}


def answer(request: Request) -> Request:
    try:
        return {"answer": VERBS[request["verb"]](request)}
    except Missing:
        return {"missing": True}
    except GLib.Error as error:
        return {"error": error.message}


def main() -> None:
    Atspi.init()
    # What is remembered is only refreshed by events, which nobody dispatches here.
    Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
