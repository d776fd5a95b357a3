"""Fresh queries for the relevance benchmark: the families of the shared set, drawn anew from its projects by a seed.

    python tests/benchmarks/search_queries.py SEED [--data DIR] > queries.jsonl

Made by what the set's README and its queries show (README.md beside them); targets of the shared queries are left
out, so that what was tuned on those is judged on other projects. `tags` and `hidden` take true topics and languages;
the index for `hidden` is a sample of the main one without them.
"""

import argparse
import json
import random
import re
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from isonboard.match import vocabulary
from isonboard.match.tokens import folded, name_key

Project = dict[str, Any]
Query = dict[str, Any]

DATA = Path(__file__).resolve().parents[3] / "shared/data/relevance"
HIDDEN = 3_000  # projects of the index without tags: such as had some, and say something
SOURCES = (
    3  # that use a tag: what only one catalog says of its projects (a laboratory, a licence) is no skill
)
AT_MOST = 3  # projects that may be meant by one query
_STOP_WORDS = (
    "a about all also an and any are as at be been but by can could each for from get has have how if in into is it"
    " its more most no not of on one only or other our out over so some such than that the their them then there these"
    " they this to up use used uses using was we what when where which while who will with you your"
)
_STOP = frozenset(_STOP_WORDS.split())
_NEIGHBOURS = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, letter in enumerate(row)
}
_ENDINGS = ("s", "es", "ed", "ing", "er", "ly")
_NONSENSE = "bcdfghjklmnpqrstvwxz"
_RARE = "qxzjkvwqxzjkvw"


class _Corpus(NamedTuple):
    projects: list[Project]
    by_key: dict[str, set[str]]
    """Project ids by `name_key`."""
    by_word: dict[str, set[str]]
    """Project ids by the words of name and description, as they are folded."""
    by_name_word: dict[str, set[str]]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", folded(text).lower())


def fresh(
    projects: list[Project], seed: int, taken: set[str] = frozenset()
) -> tuple[list[Query], list[Project]]:  # type: ignore[assignment]
    """Queries and the projects of the index without tags; `taken` are ids that are no targets."""
    chance = random.Random(seed)
    by_key: dict[str, set[str]] = defaultdict(set)
    by_word: dict[str, set[str]] = defaultdict(set)
    by_name_word: dict[str, set[str]] = defaultdict(set)
    for project in projects:
        for word in words(project["name"]):
            by_name_word[word].add(project["id"])
        by_key[name_key(project["name"])].add(project["id"])
        for word in words(f"{project['name']} {project['description']}"):
            by_word[word].add(project["id"])
    corpus = _Corpus(projects, by_key, by_word, by_name_word)
    free = [project for project in projects if project["id"] not in taken]
    queries: list[Query] = []
    for kind, (count, make) in _KNOWN_ITEM.items():
        queries += _drawn("a", kind, count, make, free, corpus, chance)
    for kind, (count, make) in _TYPED.items():
        for sequence, query in enumerate(_drawn("d", kind, count, make, free, corpus, chance)):
            text = query["text"]
            queries += [
                {**query, "text": text[:end], "seq": f"{kind}{sequence}", "pos": end, "length": len(text),
                 "qid": f"d-{kind}-{sequence}-{end}"}
                for end in range(1, len(text) + 1)
            ]  # fmt: skip
    telling = [one for one in projects if len(one["topics"]) > 1 and len(one["description"]) >= 30]
    hidden = chance.sample(telling, min(HIDDEN, len(telling)))
    queries += _skills("tags", "main", 150, projects, chance)
    queries += _skills("hidden", "notags", 150, hidden, chance)
    queries += _short(projects, chance)
    for at in range(40):
        length = chance.randint(6, 10)
        text = "".join(chance.choice(_RARE if chance.random() < 0.5 else _NONSENSE) for _ in range(length))
        queries.append(
            {"qid": f"e-{at}", "family": "e", "kind": "gibberish", "index": "main", "text": text, "rel": {}}
        )
    return queries, [{**project, "topics": [], "language": None} for project in hidden]


Maker = Callable[[Project, _Corpus, random.Random], tuple[str, set[str]] | None]


def _drawn(
    family: str,
    kind: str,
    count: int,
    make: Maker,
    free: list[Project],
    corpus: _Corpus,
    chance: random.Random,
) -> Iterator[Query]:
    made = 0
    while made < count:
        project = chance.choice(free)
        found = make(project, corpus, chance)
        if found is None or not 1 <= len(found[1]) <= AT_MOST:
            continue
        text, meant = found
        yield {"qid": f"{family}-{kind}-{made}", "family": family, "kind": kind, "index": "main", "text": text,
               "target": project["id"], "rel": dict.fromkeys(meant, 1)}  # fmt: skip
        made += 1


def _name(project: Project, least: int = 6, most: int = 40) -> str | None:
    name = folded(project["name"]).lower()
    return name if least <= len(name) <= most and name.isascii() else None


def _same_name(project: Project, corpus: _Corpus) -> set[str]:
    return corpus.by_key[name_key(project["name"])]


def mistyped(text: str, edits: int, chance: random.Random) -> str:
    """`text` with a letter left out, doubled by a neighbour key, replaced or swapped, never its first; one an edit."""
    for _ in range(edits):
        at = chance.randrange(1, len(text))
        letter = text[at]
        near = chance.choice(_NEIGHBOURS.get(letter, "") or string.ascii_lowercase)
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + text[at + 1 :]
        elif kind == 1:
            text = text[:at] + near + text[at:]
        elif kind == 2:
            text = text[:at] + near + text[at + 1 :]
        elif at + 1 < len(text):
            text = text[:at] + text[at + 1] + letter + text[at + 2 :]
    return text


def _typo(edits: int) -> Maker:
    def make(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
        name = _name(project, 5 if edits == 1 else 8, 30)
        text = mistyped(name, edits, chance) if name else None
        if text is None or name_key(text) in corpus.by_key:
            return None
        return text, _same_name(project, corpus)

    return make


def _partial(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    name = _name(project, 7)
    if name is None:
        return None
    if chance.random() < 0.5:
        text = name[: max(5, round(len(name) * chance.uniform(0.5, 0.8)))].strip("-_. ")
        key = name_key(text)
        return text, {one for other, ids in corpus.by_key.items() if other.startswith(key) for one in ids}
    pieces = [word for word in words(name) if len(word) > 4]
    if len(words(name)) < 2 or not pieces:
        return None
    text = chance.choice(pieces)
    return text, corpus.by_name_word[text]


def _abbreviation(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    name = _name(project, 9)
    if name is None:
        return None
    pieces = words(name)
    if len(pieces) > 1 and chance.random() < 0.5:
        return " ".join(word[: chance.randint(2, 4)] for word in pieces[:3]), _same_name(project, corpus)
    text = "".join(word[0] + re.sub("[aeiouy]", "", word[1:]) for word in pieces)
    return (text, _same_name(project, corpus)) if 5 <= len(text) <= 16 else None


def _split(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    pieces = words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", project["name"]))
    if len(pieces) < 2 or _name(project) is None:
        return None
    text = chance.choice((" ", "-", "_", "")).join(pieces)
    return (text, _same_name(project, corpus)) if text != project["name"].lower() else None


def _phrase(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    spelt = words(project["description"])
    count = chance.randint(3, 5)
    if len(spelt) < count + 1:
        return None
    at = chance.randrange(len(spelt) - count)
    wanted = spelt[at : at + count]
    if sum(word not in _STOP for word in wanted) < 2:
        return None
    text = " ".join(wanted)
    having = set.intersection(*(corpus.by_word[word] for word in wanted))
    return text, {
        one["id"]
        for one in corpus.projects
        if one["id"] in having and f" {text} " in f" {' '.join(words(one['description']))} "
    }


def _keywords(change: Callable[[str, random.Random], str]) -> Maker:
    def make(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
        telling = sorted(
            {word for word in words(project["description"]) if len(word) > 3 and word not in _STOP}
        )
        if len(telling) < 4:
            return None
        wanted = chance.sample(telling, 3)
        having = set.intersection(*(corpus.by_word[word] for word in wanted))
        at = chance.randrange(3)
        changed = change(wanted[at], chance)
        if changed == wanted[at]:
            return None
        return " ".join([*wanted[:at], changed, *wanted[at + 1 :]]), having

    return make


def _inflected(word: str, chance: random.Random) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3 and chance.random() < 0.5:
            return word.removesuffix(ending)
    return word + chance.choice(_ENDINGS[:1] * 3 + _ENDINGS)


def _misspelt(word: str, chance: random.Random) -> str:
    return mistyped(word, 1, chance) if len(word) > 4 else word


def _mixed(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    of_name = [word for word in words(project["name"]) if len(word) > 3]
    of_text = [word for word in words(project["description"]) if len(word) > 3 and word not in _STOP]
    of_text = [word for word in of_text if word not in of_name]
    if not of_name or not of_text:
        return None
    wanted = [chance.choice(of_name), chance.choice(of_text)]
    chance.shuffle(wanted)
    return " ".join(wanted), set.intersection(*(corpus.by_word[word] for word in wanted))


def _plain(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    raw = re.findall(r"[^\W_]+", project["description"])
    accented = [word for word in raw if not word.isascii() and folded(word).isascii() and len(word) > 3]
    others = [word for word in raw if word.isascii() and len(word) > 3]
    if not accented or not others:
        return None
    wanted = [folded(chance.choice(accented)).lower(), chance.choice(others).lower()]
    chance.shuffle(wanted)
    return " ".join(wanted), set.intersection(*(corpus.by_word[word] for word in wanted))


def _typed_name(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    name = _name(project, 6, 26)
    return (name, _same_name(project, corpus)) if name else None


def _typed_wrong(project: Project, corpus: _Corpus, chance: random.Random) -> tuple[str, set[str]] | None:
    name = _name(project, 8, 26)
    return (mistyped(name, 1, chance), _same_name(project, corpus)) if name else None


_KNOWN_ITEM: dict[str, tuple[int, Maker]] = {
    "typo1": (80, _typo(1)), "typo2": (80, _typo(2)), "partial": (80, _partial), "abbrev": (80, _abbreviation),
    "split": (80, _split), "phrase": (80, _phrase), "kwinfl": (80, _keywords(_inflected)),
    "kwtypo": (80, _keywords(_misspelt)), "mixed": (80, _mixed), "diacritic": (40, _plain),
}  # fmt: skip
_TYPED: dict[str, tuple[int, Maker]] = {
    "name": (60, _typed_name),
    "nametypo": (40, _typed_wrong),
    "nameword": (30, _mixed),
}


def _usual(tag: str) -> str:
    """A topic or language under one spelling, its plural folded."""
    name = vocabulary.canonical(tag)
    plain = vocabulary.key(name or tag)
    return plain[:-1] if name is None and len(plain) > 4 and plain.endswith("s") else plain


def _tags(project: Project) -> set[str]:
    return {_usual(tag) for tag in (*project["topics"], project["language"] or "") if tag}


def _widespread(projects: list[Project]) -> set[str]:
    sources: dict[str, set[str]] = defaultdict(set)
    for project in projects:
        for tag in _tags(project):
            sources[tag].add(project["source"])
    return {tag for tag, users in sources.items() if len(users) >= SOURCES}


def _skills(
    kind: str, index: str, count: int, projects: list[Project], chance: random.Random
) -> Iterator[Query]:
    """Lists of one to three skills that some project has, each as somebody spelt it in a tag."""
    tags = {project["id"]: _tags(project) for project in projects}
    common = Counter(tag for having in tags.values() for tag in having)
    least = 25 if len(projects) > 10_000 else 12
    asked = {tag for tag, often in common.items() if often >= least} & _widespread(projects)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for project in projects:
        for tag in (*project["topics"], project["language"] or ""):
            if tag:
                spelt[_usual(tag)][tag.lower()] += 1
    for at in range(count):
        own: list[str] = []
        size = chance.choice((1, 1, 2, 2, 2, 2, 3))
        while len(own) < size:
            own = sorted(tags[chance.choice(projects)["id"]] & asked)
        gold = chance.sample(own, size)
        skills = [chance.choice(sorted(spelt[tag])) for tag in gold]
        rel = {
            one: (len(having.intersection(gold)) / size) ** 2
            for one, having in tags.items()
            if having.intersection(gold)
        }
        yield {"qid": f"b-{kind}-{at}", "family": "b", "kind": kind, "index": index, "text": " ".join(skills),
               "skills": skills, "gold": gold, "rel": rel}  # fmt: skip


def _short(projects: list[Project], chance: random.Random) -> Iterator[Query]:
    """Tags of two to four letters that some forty projects have, by tag, language or a word of the name."""
    having: dict[str, set[str]] = defaultdict(set)
    spelt: set[str] = set()
    for project in projects:
        spelt.update(tag.lower() for tag in project["topics"] if 1 < len(tag) < 5)
        for tag in _tags(project):
            having[tag].add(project["id"])
    named: dict[str, set[str]] = defaultdict(set)
    for project in projects:
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", project["name"])
        for word in (*words(project["name"]), *words(apart)):
            named[_usual(word)].add(project["id"])
    common = _widespread(projects)
    usable = sorted(
        tag for tag in spelt if tag.isalnum() and _usual(tag) in common and len(having[_usual(tag)]) >= 30
    )
    for tag in chance.sample(usable, min(50, len(usable))):
        meant = having[_usual(tag)] | named[_usual(tag)]
        yield {
            "qid": f"c-{tag}",
            "family": "c",
            "kind": "short",
            "index": "main",
            "text": tag,
            "rel": dict.fromkeys(meant, 1),
        }


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("seed", type=int)
    arguments.add_argument("--data", type=Path, default=DATA)
    chosen = arguments.parse_args()
    projects, taken = shared(chosen.data)
    for query in fresh(projects, chosen.seed, taken)[0]:
        print(json.dumps(query))


def shared(data: Path) -> tuple[list[Project], set[str]]:
    """The projects of the main index, and the targets of the shared queries."""
    projects = [json.loads(line) for line in (data / "index_main.jsonl").open()]
    queries = [json.loads(line) for line in (data / "queries.jsonl").open()]
    return projects, {query["target"] for query in queries if "target" in query}


if __name__ == "__main__":
    main()
