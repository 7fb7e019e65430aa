"""Reading what a machine asks the engines in JSON: a French sentence for each thing that cannot be."""

import json
from datetime import datetime, time
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from liciel_app.core import clock
from liciel_app.core.errors import Invalid

LONGEST: Final = 12 * 60
M = TypeVar("M", bound=BaseModel)


class Asked(BaseModel):
    """Fields nobody knows are left aside: a request may carry its own notes."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, populate_by_name=True)


def _hour(value: Any) -> time:
    """« 08:30 » or « 8:30 »."""
    try:
        hours, minutes = str(value).split(":")[:2]
        return time(int(hours), int(minutes))
    except ValueError as error:
        raise ValueError("une heure s’écrit 08:30") from error


def _office_time(instant: datetime) -> datetime:
    """An instant without offset is read on the office's clock."""
    return instant if instant.tzinfo else instant.replace(tzinfo=clock.zone())


Hour = Annotated[time, BeforeValidator(_hour)]
Instant = Annotated[datetime, AfterValidator(_office_time)]
Place = tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]]
Name = int | str
Minutes = Annotated[int, Field(ge=1, le=LONGEST)]


class Travel(Asked):
    """The straight-line rule, for what no routing service tells."""

    detour: float = Field(default=1.3, ge=1, le=10)
    kmh: float = Field(default=40, gt=0, le=300)


def read(model: type[M], text: str | bytes) -> M:
    """Raises Invalid with a sentence naming the field that cannot be read."""
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid({"": "La demande n’est pas un objet JSON."}, "La demande n’est pas un objet JSON.") from error
    return take(model, asked)


def take(model: type[M], asked: Any) -> M:
    try:
        return model.model_validate(asked)
    except ValidationError as error:
        wrong = {_path(one["loc"]): _sentence(one) for one in error.errors(include_url=False)}
        told = " ; ".join(f"« {name} » : {sentence}" for name, sentence in wrong.items())
        raise Invalid(
            wrong, "La demande ne peut pas être lue : " + told.replace("{", "{{").replace("}", "}}")
        ) from error


def _path(steps: tuple[int | str, ...]) -> str:
    kept = [str(step) for step in steps if step not in ("int", "str")]
    return ".".join(kept) or "demande"


def _sentence(error: Any) -> str:
    context, kind = error.get("ctx", {}), error["type"]
    if kind == "value_error":
        return str(context["error"])
    limits = {"greater_than_equal": "ge", "less_than_equal": "le", "greater_than": "gt"}
    if kind in limits:
        words = {"ge": "au moins", "le": "au plus", "gt": "plus de"}[limits[kind]]
        return f"il faut {words} {context[limits[kind]]:g}"
    return _SENTENCES.get(kind, "cette valeur ne convient pas")


_SENTENCES: Final = {
    "missing": "il manque",
    "datetime_parsing": "une date s’écrit 2026-11-23T08:00:00+01:00",
    "datetime_from_date_parsing": "une date s’écrit 2026-11-23T08:00:00+01:00",
    "datetime_type": "une date s’écrit 2026-11-23T08:00:00+01:00",
    "date_from_datetime_parsing": "un jour s’écrit 2026-11-23",
    "date_parsing": "un jour s’écrit 2026-11-23",
    "int_parsing": "il faut un nombre entier",
    "int_type": "il faut un nombre entier",
    "int_from_float": "il faut un nombre entier",
    "float_parsing": "il faut un nombre",
    "float_type": "il faut un nombre",
    "finite_number": "il faut un nombre fini",
    "tuple_type": "il faut une latitude et une longitude, ou deux heures",
    "list_type": "il faut une liste",
    "model_type": "il faut un objet",
}
