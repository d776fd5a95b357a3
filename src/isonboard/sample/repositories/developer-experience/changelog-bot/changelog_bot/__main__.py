"""Subjects on standard input, the paragraph on standard output."""

import sys
import textwrap

from changelog_bot.writing import changes, paragraph

print(textwrap.fill(paragraph(changes(sys.stdin)), 110))
