"""Makes PySide's enumerations by a shorter way than the library's own.

PySide makes those of a class when the class is first asked for: before the first image they are two
hundred, with thousands of members, and the general way takes each through every kind of member that
a programmer may write. Here names and integers only, as PySide gives them. What comes out is the
same, and this is looked at in the running Python before it is relied upon.
"""

import enum
import sys
from typing import Any

_BASES: tuple[Any, ...] = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_TAKEN = {base: {*dir(base), *dir(type(base))} for base in _BASES}
_SAMPLE = [("D", 6), ("A", 4), ("B", 1), ("C", 1), ("E", 0)]  # out of order, an alias, two bits
_HOLDERS = (list, dict, set)  # of the members
_OF_A_CLASS = ("__dict__", "__weakref__", "__qualname__")  # made by Python, for each
_Names = list[tuple[str, int]]
_general: Any = vars(enum.EnumType)["_create_"]
_templates: dict[Any, dict[str, Any]] = {}


def shorten() -> None:
    """From now on; in a Python that makes its enumerations otherwise, nothing changes."""
    if _general is not _create and all(_is_alike(base) for base in _BASES):
        maker: Any = enum.EnumType
        maker._create_ = _create


def _create(cls: Any, class_name: str, names: Any, **options: Any) -> Any:
    if options.get("module") is None:
        options["module"] = sys._getframe(2).f_globals.get("__name__")  # who calls, as there
    if options.get("type") is not None or not _is_plain(cls, names):
        return _general(cls, class_name, names, **options)
    made = _empty(cls, class_name, options)
    _fill(made, names)
    return made


def _is_plain(cls: Any, names: Any) -> bool:
    """Whether these are names of their own with integers, and nothing that asks for care."""
    taken = _TAKEN.get(cls)
    if taken is None or type(names) is not list:
        return False
    least = 0 if issubclass(cls, enum.Flag) else -sys.maxsize
    try:
        known = {name for name, value in names if type(value) is int and value >= least}
        return len(known) == len(names) and not any(n in taken or n[0] == "_" for n in known)
    except (TypeError, ValueError, IndexError):
        return False  # a name alone, or no name


def _empty(cls: Any, class_name: str, options: dict[str, Any]) -> Any:
    """An enumeration without members: like the first of its kind, but for its names."""
    kind = (cls, options.get("boundary"))
    template = _templates.get(kind)
    if template is None:
        first = vars(_general(cls, class_name, [], **options))
        template = {key: value for key, value in first.items() if key not in _OF_A_CLASS}
        _templates[kind] = template
    own = {
        key: value.copy() if type(value) in _HOLDERS else value for key, value in template.items()
    }
    own["__module__"] = options["module"]
    if options.get("qualname"):
        own["__qualname__"] = options["qualname"]
    return type.__new__(type(cls), class_name, (cls,), own)


def _fill(made: Any, names: _Names) -> None:
    """Give a new enumeration its members, as `enum` itself does for each."""
    order, members, by_value = made._member_names_, made._member_map_, made._value2member_map_
    hashed = getattr(made, "_hashable_values_", None)  # Python 3.13
    is_flag, is_number = issubclass(made, enum.Flag), issubclass(made, int)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if is_number else object.__new__(made)
            vars(member).update(
                _value_=value, _name_=name, __objclass__=made, _sort_order_=len(order)
            )
            by_value[value] = member
            if not is_flag or value.bit_count() == 1:
                order.append(name)
        if hashed is not None:
            hashed.append(value)
        members[name] = member
        type.__setattr__(made, name, member)
    if is_flag:
        _describe_bits(made, [value for _, value in names])


def _describe_bits(made: Any, values: list[int]) -> None:
    mask = singles = 0
    for value in values:
        mask |= value
        singles |= value if value.bit_count() == 1 else 0
    made._flag_mask_, made._singles_mask_ = mask, singles
    if values:
        made._all_bits_ = 2 ** mask.bit_length() - 1
    in_order = [made._member_map_[name]._value_ for name in made._member_names_]
    if in_order != sorted(in_order):
        made._iter_member_ = made._iter_member_by_def_


def _is_alike(base: Any) -> bool:
    """Whether both ways lead to the same enumeration, as far as it can be looked into."""
    options = {"module": __name__, "boundary": enum.KEEP}
    try:
        theirs = _general(base, "Sample", _SAMPLE, **options)
        for _ in range(2):  # the first makes the template
            ours = _empty(base, "Sample", options)
        _fill(ours, _SAMPLE)
    except (AttributeError, TypeError, ValueError):
        return False
    return inside(theirs) == inside(ours)


def inside(made: Any) -> dict[str, Any]:
    """All that an enumeration is made of, comparable with another one's."""

    def told(value: Any) -> Any:
        if type(value) is made:
            return {**vars(value), "__objclass__": None, "class": type(value).__mro__[1:]}
        if isinstance(value, dict):
            return [(key, told(each)) for key, each in value.items()]
        return getattr(value, "__func__", value)

    return {key: told(value) for key, value in vars(made).items()}
