"""What an HTML page says of a field below its name, piece by piece in page order, to the parts of an item.

<div>64 to 2048</div>                            a facet
<p>In pixels.</p>                                a sentence
<p>Possible values:</p> <li>a</li> <li>b</li>    a label, and what it is about
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from swornspec.page.badges import WAITING, Facet, lists_values
from swornspec.page.hypertext import Node
from swornspec.page.runs import Run, Runs
from swornspec.text import Passage
from swornspec.text.legible import words

CHILDREN: Final = re.compile(
    r"(?:show|hide|view|expand|collapse)\b.{0,60}|(?:child |nested )?(?:attributes|properties|parameters|fields)(?: of .{1,60})?",
    re.IGNORECASE,
)
"""What stands above the fields that are parts of one."""
_BELOW: Final = frozenset((*WAITING, "bounds", "minimum", "maximum", "listed")) - {"type"}  # what may stand below sentences
_ALTERNATIVES: Final = ("one of", "any of")


class Told:
    """What is said of one field so far; `use` takes the places of what was read, and whether that is prose."""

    def __init__(self, runs: Runs, use: Callable[[int, int, bool], None], facets: Iterable[Facet] = ()) -> None:
        """Facets are those beside the name."""
        self.runs, self._use = runs, use
        self.said: list[Facet] = list(facets)
        self.sentences: list[tuple[int, int]] = []
        self._cut = False  # whether something else stood behind the last sentence
        self._waiting = ""  # the role of a label whose value has not come yet
        self._listing: tuple[str, str] | None = None  # how the values look that are listed one by one

    def say(self, run: Run) -> None:
        """What a run says: facets, or a sentence."""
        facets = self.runs.facets(run)
        look = (run.node.tag, run.node.attributes.get("class", ""))
        alone = len(run.leaves) == 1 and self.runs.texts.is_word(run.leaves[0])
        if alone and (self._waiting == "values" or (look == self._listing and not any(role == "badge" for role, _ in facets))):
            self._waiting, self._listing = "", look
            self.tell("listed", self.runs.texts.part(*run.leaves[0]))
            self._use(run.start, run.end, False)
        elif self._waiting:
            self.sentence(run.start, run.end)
        elif facets and (self._fit({role for role, _ in facets}) or all(map(lists_values, facets))):
            self._use(run.start, run.end, False)
            for role, passage in facets:
                self._listing = None
                if passage.text:
                    self.tell(role, passage)
                else:
                    self._waiting = role
                    self.tell("label", self.runs.passage(run.start, run.end))
        elif CHILDREN.fullmatch(words(self.runs.passage(run.start, run.end))):
            self._use(run.start, run.end, False)
        else:
            self.sentence(run.start, run.end)

    def _fit(self, roles: set[str]) -> bool:
        """Whether facets are some: a type where there is none yet and above sentences, others below them where nothing else looks so."""
        if "type" in roles and any(role == "type" for role, _ in self.said):
            return False
        return not self.sentences or (bool(roles & _BELOW) and "type" not in roles)

    def sentence(self, start: int, end: int) -> None:
        """Words, which a label before them may be about; those one after the other are one passage."""
        if self._waiting:
            role, self._waiting = self._waiting, ""
            self.tell(role, self.runs.passage(start, end))
            self._use(start, end, False)
            return
        if self.sentences and not self._cut:
            self.sentences[-1] = (self.sentences[-1][0], end)
        else:
            self.sentences.append((start, end))
        self._cut = False
        self._use(start, end, True)

    def tell(self, role: str, passage: Passage) -> None:
        """Something that is no sentence."""
        self.said.append((role, passage))
        self._cut = True

    def cut(self) -> None:
        """Something else stands here, which is not read in one with what is above and below it."""
        self._cut = True

    def values_in(self, node: Node) -> bool:
        """Take a list of words for values, where the page says that there are some."""
        runs = [p for c in node.children for p in self.runs.pieces(c)]
        leaves = [leaf for run in runs if isinstance(run, Run) for leaf in run.leaves]
        if not runs or len(leaves) != len(runs) or not all(map(self.runs.texts.is_word, leaves)):
            return False
        if self._waiting != "values" and not any(map(lists_values, self.said)):
            return False
        self._waiting = ""
        for run in runs:
            self._use(run.start, run.stop if isinstance(run, Node) else run.end, False)
        for leaf in leaves:
            self.tell("listed", self.runs.texts.part(*leaf))
        return True

    def values_of(self, cells: Sequence[Node | None]) -> None:
        """Take the first cells of the rows of a table for values, where the page says that there are some; what stands beside says more."""
        pieces = [list(self.runs.pieces(cell)) if cell is not None else [] for cell in cells]
        runs = [p[0] for p in pieces if len(p) == 1 and isinstance(p[0], Run) and len(p[0].leaves) == 1]
        listed = self._waiting == "values" or any(map(lists_values, self.said))
        if listed and len(runs) == len(cells) > 1 and all(self.runs.texts.is_word(run.leaves[0]) for run in runs):
            self._waiting = ""
            for run in runs:
                self.tell("listed", self.runs.texts.part(*run.leaves[0]))

    def parts(self) -> tuple[tuple[str, Passage], ...]:
        """Everything in the roles that items have; `lost` are values that the page says there are, and does not show."""
        parts = [(role, passage) for role, passage in self.said if role not in ("nothing", "label")]
        if not any(role in ("values", "listed") for role, _ in parts):
            labels = [p for role, p in self.said if role == "label"] if self._waiting == "values" else []
            missed = [p for p in labels if not words(p).lower().startswith(_ALTERNATIVES)]
            missed += [facet[1] for facet in self.said if lists_values(facet)]
            parts += [("lost", passage) for passage in missed[:1]]
        return (*parts, *[("prose", self.runs.passage(*place)) for place in self.sentences])
