"""Two documents of one API: what each change means for whoever sends requests and whoever reads responses, shown with a message."""

from swornspec.contract.compatibility.decide import decide, refined
from swornspec.contract.compatibility.verdict import Decided, Message, Verdict, gravest

__all__ = ["Decided", "Message", "Verdict", "decide", "gravest", "refined"]
