"""The calendar: @event-calendar/core in the browser, columns by person; dragging and hovering are told to Python.

One calendar a page. What Python sends is what is shown: bumping `revision` puts back what a hand moved in vain. Hours
are those of the office's wall clock, without a time zone.
"""

from typing import Any, Final, Required, TypedDict, Unpack

import reflex as rx
from reflex_base.utils.imports import ImportDict

from liciel_app.ui.hooks import hook
from liciel_app.ui.kinds import Event

LIBRARY: Final = "@event-calendar/core@5.15.0"
_PLUGINS: Final = ("DayGrid", "TimeGrid", "ResourceTimeGrid", "ResourceTimeline", "Interaction")
_TAGS: Final = ("createCalendar", "destroyCalendar", *_PLUGINS)
_DAY_CELLS: Final = {"slotDuration": {"days": 1}, "eventDurationEditable": False}
_OPTIONS: Final[dict[str, Any]] = {
    "view": "resourceTimeGridDay",
    "firstDay": 1,
    "slotDuration": "00:15:00",
    "snapDuration": "00:15:00",
    "slotLabelInterval": "01:00",
    "slotHeight": 14,
    "slotMinTime": "07:00:00",
    "slotMaxTime": "19:00:00",
    "scrollTime": "07:30:00",
    "slotLabelFormat": rx.Var("((at) => at.getHours() + '\u00a0h')"),
    "eventTimeFormat": {"hour": "2-digit", "minute": "2-digit"},
    "flexibleSlotTimeLimits": True,
    "slotEventOverlap": False,
    "allDaySlot": False,
    "editable": True,
    "longPressDelay": 350,
    "nowIndicator": False,
    "filterEventsWithResources": True,
    "headerToolbar": {"start": "", "center": "", "end": ""},
    "dayHeaderFormat": {"weekday": "short", "day": "numeric", "month": "numeric"},
    "views": {
        "resourceTimelineWeek": _DAY_CELLS,
        "dayGridMonth": {"filterEventsWithResources": False, "dayHeaderFormat": {"weekday": "long"}},
    },
}
_PLACE: Final = (
    "({id: $.event.id, resource: $.event.resourceIds[0] ?? '', start: lxIso($.event.start), end: lxIso($.event.end)})"
)
_POINT: Final = "({id: '', resource: $.resource?.id ?? '', start: lxIso($.date), end: $.allDay ? 'day' : ''})"
_ON_TRAY: Final = (
    "((p) => ({id: '', resource: p?.resource?.id ?? '', start: p ? lxIso(p.date) : '', end: p?.allDay ? 'day' : ''}))"
    "(lxAt($))"
)


class CalendarEvents(TypedDict, total=False):
    """What the calendar tells. A place is `{id, resource, start, end}`; `end` is « day » where only a day was shown."""

    on_move: Required[Event]
    """Receives a place: dragged, or made longer or shorter."""
    on_open: Required[Event]
    """Receives the id that was clicked, or opened by Entrée."""
    on_grab: Required[Event]
    """Receives the id when dragging begins."""
    on_point: Required[Event]
    """Receives a place without an id: an empty hour was clicked."""
    on_hover: Required[Event]
    """Receives the id under the pointer, then the empty word."""


class EventCalendar(rx.el.Div):
    """`frame`: options that change (view, date…); `roads`: by person, gaps as `[start, end, words, minutes]`;
    `refusals`: by person, `[start, end, why, whole]`, the first that meets the block.
    """

    frame: rx.Var[dict[str, Any]]
    events: rx.Var[list[dict[str, Any]]]
    resources: rx.Var[list[dict[str, Any]]]
    revision: rx.Var[int]
    roads: rx.Var[dict[str, Any]]
    refusals: rx.Var[dict[str, Any]]
    handlers: rx.Var[dict[str, Any]]

    def _exclude_props(self) -> list[str]:
        return ["frame", "events", "resources", "revision", "roads", "refusals", "handlers"]

    def add_imports(self) -> ImportDict:
        return {
            "": "@event-calendar/core/index.css",
            "react": ["useEffect", "useRef"],
            LIBRARY: [rx.ImportVar(tag=tag) for tag in _TAGS],
        }

    def add_custom_code(self) -> list[str]:
        return [_PLAIN, _ISO, _MADE, _ROAD, _BLOCK, _LABEL, _FRAME, _AT, _CARRY, _OVER]

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        known, shown, people, heard = self.frame, self.events, self.resources, self.handlers
        again = f"[{shown!s}, {self.revision!s}]"
        return [
            "const lxHost = useRef(null), lxBoard = useRef(null)",
            hook(f"const lxHeard = {heard!s}", heard),
            hook(
                "useEffect(() => { lxBoard.current = window.lxCalendar = createCalendar(lxHost.current,"
                f" [{', '.join(_PLUGINS)}], {{...{rx.Var.create(_OPTIONS)!s}, ...lxHeard, eventContent: lxBlock,"
                " resourceLabelContent: lxLabel}); const watch = new MutationObserver(() => lxPlain(lxHost.current));"
                " watch.observe(lxHost.current, {childList: true, subtree: true}); lxPlain(lxHost.current);"
                " return () => { watch.disconnect(); destroyCalendar(lxBoard.current);"
                " lxBoard.current = window.lxCalendar = null } }, [])",
            ),
            hook(f"useEffect(() => lxFrame(lxBoard.current, {known!s}), [{known!s}])", known),
            hook(f"useEffect(() => {{ lxBoard.current?.setOption('resources', {people!s}) }}, [{people!s}])", people),
            hook(
                f"useEffect(() => {{ lxBoard.current?.setOption('events', {shown!s}) }}, {again})",
                shown,
                self.revision,
            ),
            hook(
                f"useEffect(() => {{ window.lxRoads = {self.roads!s}; window.lxRefused = {self.refusals!s} }},"
                f" [{self.roads!s}, {self.refusals!s}])",
                self.roads,
                self.refusals,
            ),
        ]

    def _render(self, props: dict[str, Any] | None = None) -> Any:
        return super()._render(props).add_props(ref=rx.Var("lxHost"))


class DragCard(rx.el.Div):
    """Something that can be carried onto the calendar; its length in minutes is its `data-minutes`."""

    draggable: rx.Var[bool]
    on_drag_start: rx.EventHandler[lambda _e: []]
    on_drag_end: rx.EventHandler[lambda _e: []]


class DropZone(rx.el.Div):
    on_drop: rx.EventHandler[lambda e: [_told(_ON_TRAY, e, dict[str, str])]]


def calendar(
    frame: rx.Var[Any],
    events: rx.Var[Any],
    resources: rx.Var[Any],
    revision: rx.Var[int],
    roads: rx.Var[Any],
    refusals: rx.Var[Any],
    **heard: Unpack[CalendarEvents],
) -> rx.Component:
    """`roads` and `refusals`: what is said on a block while it is held (see `EventCalendar`)."""
    handlers = {
        "eventDrop": _heard(heard["on_move"], _PLACE, dict[str, str]),
        "eventResize": _heard(heard["on_move"], _PLACE, dict[str, str]),
        "eventClick": _heard(heard["on_open"], "$.event.id", str),
        "eventDragStart": _heard(heard["on_grab"], "$.event.id", str),
        "eventResizeStart": _heard(heard["on_grab"], "$.event.id", str),
        "dateClick": _heard(heard["on_point"], _POINT, dict[str, str]),
        "eventMouseEnter": _heard(heard["on_hover"], "$.event.id", str),
        "eventMouseLeave": _heard(heard["on_hover"], "''", str),
    }
    return EventCalendar.create(
        frame=frame,
        events=events,
        resources=resources,
        revision=revision,
        roads=roads,
        refusals=refusals,
        handlers=rx.Var.create(handlers),
        class_name="lx-calendar",
    )


def drag_card(*children: Any, minutes: Any, on_grab: Event, on_release: Event, **props: Any) -> rx.Component:
    """Carried by mouse; a finger or the keyboard picks it, then points at an hour."""
    attrs = {**props.pop("custom_attrs", {}), "data-minutes": minutes, "onDragStartCapture": rx.Var("lxCarry")}
    return DragCard.create(
        *children, draggable=True, on_drag_start=on_grab, on_drag_end=on_release, custom_attrs=attrs, **props
    )


def drop_zone(*children: Any, on_drop: Event, **props: Any) -> rx.Component:
    """Around the calendar: tells where a carried card was let go, and says the road beside the pointer meanwhile."""
    carried = rx.el.div(id="lx-carried", class_name="lx-carried", aria_hidden="true", hidden=True)
    attrs = {"onDragOver": rx.Var("lxOver"), "onDragLeave": rx.Var("lxLeave"), "onDropCapture": rx.Var("lxLeave")}
    return DropZone.create(*children, carried, on_drop=[on_drop, rx.prevent_default], custom_attrs=attrs, **props)


def _heard(handler: Event, told: str, kind: Any) -> rx.Var[Any]:
    return rx.Var.create(rx.EventChain.create(handler, args_spec=lambda info: [_told(told, info, kind)]))


def _told(template: str, info: Any, kind: Any) -> rx.Var[Any]:
    """The part of the browser's object that Python is told, as plain JSON."""
    return rx.Var(template.replace("$", str(info)), _var_type=kind)


_PLAIN = (
    "const lxPlain = (host) => { host?.querySelectorAll('[role=table], [role=columnheader], [role=rowheader],"
    " [role=cell], [role=row], [role=rowgroup]').forEach((one) => one.removeAttribute('role'));"
    " host?.querySelectorAll('[aria-colindex]').forEach((one) => one.removeAttribute('aria-colindex'));"
    " host?.querySelectorAll('.ec-main:not([tabindex])').forEach((one) => { one.tabIndex = 0 }) }"
)
_ISO = "const lxIso = (d) => new Date(d.getTime() - d.getTimezoneOffset() * 60000).toISOString().slice(0, 19)"
_MADE = (
    "const lxMade = (tag, className, text, ...inside) => { const made = Object.assign(document.createElement(tag),"
    " {className}); made.append(...(inside.length ? inside : [text ?? ''])); return made }"
)
_ROAD = (
    "const lxRoad = (person, start, end, wholeDay) => { const rows = window.lxRoads?.[person] ?? [];"
    " const held = rows.find((r) => start >= r[0] && end <= r[1]); if (held) return held[2];"
    " const best = !wholeDay ? null : rows.filter((r) => r[0].slice(0, 10) === start.slice(0, 10))"
    ".sort((a, b) => a[3] - b[3])[0]; if (best) return best[0].slice(11, 16) + ' · ' + best[2];"
    " return (window.lxRefused?.[person] ?? []).find((r) => wholeDay ? r[3] && start >= r[0] && start < r[1]"
    " : start < r[1] && end > r[0])?.[2] ?? '' }"
)
_BLOCK = (
    "const lxPart = (className, words) => words ? [lxMade('span', className, words)] : [],"
    " lxHeld = (e, time) => [lxMade('b', 'lx-figure', time), lxMade('span', 'lx-ec-road',"
    " lxRoad(e.resourceIds[0], lxIso(e.start), lxIso(e.end)))],"
    " lxHead = (p) => lxMade('span', 'lx-ec-hours', '', ...lxPart('lx-hue', p.number), lxMade('span', 'lx-figure',"
    " p.hours)),"
    " lxMarks = (marks) => (marks ?? []).map((m) => lxMade('span', 'lx-ec-mark lx-ec-' + m.look, m.words)),"
    " lxBlock = ({event: e, timeText}) => { const p = e.extendedProps; return {domNodes: e.display === 'preview'"
    " ? lxHeld(e, timeText) : [...(p.hours ? [lxHead(p)] : lxPart('lx-hue',"
    " p.number)), ...lxPart('lx-ec-state', p.state), ...lxMarks(p.marks), ...lxPart('lx-ec-title', e.title),"
    " ...lxPart('lx-ec-line', p.line), ...lxPart('lx-ec-line', p.second)]} }"
)
_LABEL = (
    "const lxLabel = ({resource: r}) => { const p = r.extendedProps, bar = lxMade('span', 'lx-load-part', ''),"
    " dots = lxPart('lx-hue', p.number); dots.forEach((dot) => { dot.style.background = p.hue });"
    " bar.style.width = p.load + '%'; bar.style.background = p.full ? 'var(--red-9)' : p.hue;"
    " const name = lxMade('span', 'lx-technician', '', ...dots, lxMade('span', 'lx-first', r.title));"
    " const link = p.link ? [Object.assign(lxMade('a', 'lx-link lx-column-link', p.link_words), {href: p.link})] : [];"
    " return {domNodes: [name, ...lxPart('lx-second', p.words), ...link,"
    " ...(p.load == null ? [] : [lxMade('span', 'lx-load', '', bar)])]} }"
)
_FRAME = (
    "const lxFrame = (board, frame) => { if (!board) return; if (frame.view && board.getOption('view') !== frame.view)"
    " board.setOption('events', []).setOption('resources', []); Object.entries(frame).forEach(([name, value]) =>"
    " board.setOption(name, value)) }"
)
_AT = "const lxAt = (e) => window.lxCalendar?.dateFromPoint(e.clientX, e.clientY)"
_CARRY = "const lxCarry = (e) => { window.lxCarried = Number(e.currentTarget.dataset.minutes) }"
_OVER = (
    "const lxLeave = () => { document.getElementById('lx-carried').hidden = true },"
    " lxOver = (e) => { e.preventDefault(); const at = lxAt(e), card = document.getElementById('lx-carried');"
    " card.hidden = !at?.resource; if (card.hidden) return;"
    " const start = lxIso(at.date), end = lxIso(new Date(at.date.getTime() + window.lxCarried * 60000));"
    " const hours = at.allDay ? '' : start.slice(11, 16) + ' – ' + end.slice(11, 16) + ' · ';"
    " card.textContent = at.resource.title + ' · ' + hours + lxRoad(at.resource.id, start, end, at.allDay);"
    " card.style.translate = (e.clientX + 14) + 'px ' + (e.clientY + 18) + 'px' }"
)
