"""The rules of screening and the words it knows, read from the data files beside this one."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.domain.flags import FlagName

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason to look first. `phrases` are written as explained at the top of en.toml."""

    name: str
    flag: FlagName
    why: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleList:
    """The rules of one language. `words` are its named lists; `known` its common words.

    `spellings` gives words in other ways that children write them, each with the word it means.
    """

    language: str
    words: dict[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    known: frozenset[str]
    spellings: dict[str, str]


def rule_lists() -> Iterator[RuleList]:
    """Every list there is, from the files. A language is screened when it has one."""
    for path in sorted(FOLDER.glob("??.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        language = data["language"]
        yield RuleList(
            language,
            {name: tuple(words.split()) for name, words in data["lists"].items()},
            tuple(_rule(entry) for entry in data["rule"]),
            _known_words(language),
            {way: word for word, ways in data.get("spellings", {}).items() for way in ways.split()},
        )


def words_of_other_languages() -> frozenset[str]:
    """Words that only a language without rules has: one of them marks a text "not screened"."""
    data = tomllib.loads((FOLDER / "others.toml").read_text("utf-8"))
    return frozenset(word for words in data["languages"].values() for word in words.split())


def _rule(entry: dict[str, str]) -> Rule:
    return Rule(
        entry["name"],
        FlagName(entry["flag"]),
        entry["why"],
        tuple(entry["phrases"].strip().splitlines()),
        tuple(entry["examples"].strip().splitlines()),
    )


def _known_words(language: str) -> frozenset[str]:
    lines = (FOLDER / f"known_{language}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
