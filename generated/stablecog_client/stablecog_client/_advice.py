"""What the documentation says of requests and does not demand: advice, and what has no effect. Generated: do not edit."""

from ._runtime.advice import Note
from ._runtime.request import Said

NOTES: dict[str, tuple[Note, ...]] = {
    "create_generation": (
        Note(
            "settings-echo-hedged",
            "advice",
            "scheduler_id",
            None,
            "usually, the response repeats scheduler_id and seed",
            (Said("create-generation.txt", 129, 129, "Settings for the generation.", None),),
            None,
        ),
    ),
}
