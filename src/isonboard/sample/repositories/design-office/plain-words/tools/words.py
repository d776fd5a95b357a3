#!/usr/bin/env python3
"""Looks after words/: `words.py check` finds mistakes, `words.py missing` lists what is not translated yet."""

import json
import re
import sys
from pathlib import Path

WORDS = Path(__file__).parent.parent / "words"
PLACEHOLDER = re.compile(r"\{\w+\}")


def read():
    """Language to its words."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(WORDS.glob("*.json"))}


def mistakes(languages):
    """One sentence for each mistake."""
    english = languages["en"]
    for language, words in languages.items():
        for key in english.keys() - words.keys():
            yield f"{language}: {key} is not there; write \"\" if nobody has translated it yet"
        for key in words.keys() - english.keys():
            yield f"{language}: {key} is not in English"
        for key in english.keys() & words.keys():
            wanted, found = (sorted(PLACEHOLDER.findall(text)) for text in (english[key], words[key]))
            if words[key] and wanted != found:
                yield f"{language}: {key} should have {', '.join(wanted) or 'no placeholder'}"


def missing(languages):
    """Language to the keys that nobody has translated."""
    return {language: [key for key, text in words.items() if not text] for language, words in languages.items()}


def main(verb):
    languages = read()
    if verb == "check":
        found = sorted(mistakes(languages))
        print("\n".join(found) or f"{len(languages)} languages, no mistakes")
        return 1 if found else 0
    if verb == "missing":
        for language, keys in missing(languages).items():
            print(f"{language}: {', '.join(keys) or 'complete'}")
        return 0
    print("usage: words.py check|missing", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
