"""Every bound on what others may send, in one place: size, depth, count, time and memory, and what happens beyond.

Where a bound is reached, the rest is left out and it is said, or the whole is refused in a sentence; nothing is ever
cut in the middle of a character, a line or a command. `tests/hostile` fuzzes every reader within these bounds.
"""

# what a fuzzer holds every reader to, for inputs of a few kilobytes (real ones take milliseconds)
FUZZ_SECONDS = 10
FUZZ_MEMORY_MB = 1_500
