"""What the product refuses, in sentences the reader can act on. Each door translates a refusal once."""

from collections.abc import Mapping


class Refused(Exception):
    """A gesture that will not be done. Its text is a French sentence (a catalogue key) shown as it is.

    `values` fill the `{names}` of the sentence after its translation.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class NotFound(Refused):
    """Absent, or somebody else's: the two look the same."""

    def __init__(self, sentence: str = "Introuvable.", **values: object) -> None:
        super().__init__(sentence, **values)


class NotAllowed(Refused):
    def __init__(self, sentence: str = "Vous n’avez pas le droit de faire cela.", **values: object) -> None:
        super().__init__(sentence, **values)


class UnknownKey(NotAllowed):
    """A machine came with no key, or with one that is not, or no longer, ours."""

    def __init__(self) -> None:
        super().__init__("Cette clé est inconnue ou révoquée.")


class TooMany(Refused):
    """Asked more than its share of the hour; the next hour is open again."""


class Conflict(Refused):
    """The record changed, or its state no longer allows the gesture."""


class Invalid(Refused):
    """Wrong form values: `fields` maps a field's name to the sentence shown beside it."""

    def __init__(self, fields: Mapping[str, str], sentence: str = "Corrigez les champs signalés.") -> None:
        super().__init__(sentence)
        self.fields: Mapping[str, str] = dict(fields)
