"""What the words around the items of a list say: that they are values, samples, contents, what a name does, when they hold."""

import re
from typing import Final

VALUES: Final = re.compile(
    r"\b(?:one of|values?|possible|either|any of|choices|modes|levels|supports?|supported)\b[^.]{0,60}:$", re.IGNORECASE
)
DOES: Final = re.compile(r"(?!(?:as|this|was|has|its|plus|does)\b)[a-z]{1,20}s\b ")  # `constrains`, `is`: what a name does
STATED: Final = re.compile(r"\W{0,4}default\W{0,3}(?:\s[-–—:]|:|$|\))", re.IGNORECASE)
CASE: Final = re.compile(r"[*_]{0,2}(?:When|If|Unless|In case)\b.{3,160}:[*_]{0,2}", re.IGNORECASE)
CONTENTS: Final = re.compile(r"\[[^\]\n]{1,120}\]\(#[^()\s]{0,200}\)")
DESCRIBES: Final = ("description", "desc", "details", "meaning")
GIVES: Final = re.compile(r"(?:it |this (?:endpoint|call|method) )?(?:provides|responds|gives|yields)\b", re.IGNORECASE)
SAMPLES: Final = ("cURL", "cUrl", "jQuery", "iOS", "nodeJS", "curl")  # what headings of samples say, though they look like names
SEVERAL: Final = re.compile(r"\b(?:param(?:eter)?|arg(?:ument)?|field|header|attribute|propertie|option|key|input)s:?$", re.IGNORECASE)
STRESSED: Final = re.compile(r"[*_](?P<title>[A-Z][^*_:]{1,60}):?[*_]:?")
THING: Final = re.compile(r"(?:The )?[A-Z][a-z]+ [Oo]bjects?")
URL: Final = re.compile(r"[A-Z][a-z]+(?: [A-Z][A-Za-z]+)* (?:URL|URI|JSON)\b")  # in a title: `Base URL`, `Request JSON body`
WORD: Final = re.compile(r"[A-Z][a-z]+|[A-Z]+")

__all__ = ["CASE", "CONTENTS", "DESCRIBES", "DOES", "GIVES", "SAMPLES", "SEVERAL", "STATED", "STRESSED", "THING", "URL", "VALUES", "WORD"]
