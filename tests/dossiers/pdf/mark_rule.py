"""For pyHanko: an added /Watermark annotation without action, and nothing else, is an annotation like any other."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    ModificationLevel,
    QualifiedWhitelistRule,
    ReferenceUpdate,
    StandardDiffPolicy,
    SuspiciousModification,
)

Change = tuple[ModificationLevel, ReferenceUpdate]


class MarkRule(QualifiedWhitelistRule):
    def apply_qualified(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[Change]:
        before, after = dict(_pages(old)), dict(_pages(new))
        if list(before) != list(after):
            raise SuspiciousModification("pages differ")
        for reference, page in after.items():
            yield from _added(old, new, reference, (before[reference], page))


def _pages(resolver: HistoricalResolver) -> Iterator[tuple[generic.Reference, Any]]:
    waiting: list[Any] = [resolver.root.raw_get("/Pages")]
    while waiting:
        node = waiting.pop(0)
        value: Any = resolver(node.reference)
        if "/Kids" in value:
            waiting = [*_items(resolver, value, "/Kids"), *waiting]
        else:
            yield node.reference, value


def _items(resolver: HistoricalResolver, holder: Any, key: str) -> list[Any]:
    if key not in holder:
        return []
    listed = holder.raw_get(key)
    found: Any = resolver(listed.reference) if isinstance(listed, generic.IndirectObject) else listed
    return list(found)


def _added(
    old: HistoricalResolver, new: HistoricalResolver, reference: generic.Reference, page: tuple
) -> Iterator[Change]:
    before, after = page
    if any(before.raw_get(key) != after.raw_get(key) for key in {*before, *after} - {"/Annots"}):
        raise SuspiciousModification("page changed")
    had = [note.reference for note in _items(old, before, "/Annots")]
    has = [note.reference for note in _items(new, after, "/Annots")]
    note: Any = new(has[-1])
    if has[:-1] != had or note["/Subtype"] != "/Watermark" or "/A" in note or "/AA" in note:
        return
    changed = [reference, has[-1], *new.collect_dependencies(note.raw_get("/AP"), since_revision=old.revision + 1)]
    listed = after.raw_get("/Annots")
    if isinstance(listed, generic.IndirectObject):
        changed.append(listed.reference)
    yield from ((ModificationLevel.ANNOTATIONS, ReferenceUpdate(found)) for found in changed)


MARK_POLICY = StandardDiffPolicy(
    global_rules=[*DEFAULT_DIFF_POLICY.global_rules, MarkRule()],  # pyright: ignore[reportAttributeAccessIssue]
    form_rule=DEFAULT_DIFF_POLICY.form_rule,  # pyright: ignore[reportAttributeAccessIssue]
)
