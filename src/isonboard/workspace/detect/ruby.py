"""Ruby with Bundler, its gems inside the checkout."""

import re

from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Ruby"


def detect(place: Place) -> Found | None:
    gemspecs = place.ending(".gemspec")
    if not (place.has("Gemfile", "gems.rb") or (gemspecs and place.has("Rakefile"))):
        return None
    file = place.has("Gemfile", "gems.rb")
    because = place.evidence(file or gemspecs[0], r"^[ \t]*gem\b|^gemspec|^source", r"^\w")
    steps: list[Step] = []
    prefix: tuple[str, ...] = ()
    if file:
        prefix = ("bundle", "exec")
        steps = [
            place.step(
                Purpose.INSTALL, "bundle", "config", "set", "--local", "path", "vendor/bundle",
                because=because, runs_code=False, note="Gems are kept inside the checkout.",
            ),
            place.step(Purpose.INSTALL, "bundle", "install", because=because, network=True),
            place.step(Purpose.VERIFY, "bundle", "check", because=because),
        ]  # fmt: skip
    else:
        steps = [place.step(Purpose.VERIFY, "rake", "-T", because=because)]
    test, why = _tests(place)
    if test:
        steps.append(
            place.step(
                Purpose.TEST, *(() if test[0].startswith("bin/") else prefix), *test, because=why or because
            )
        )
    range_ = _ruby_range(place, gemspecs)
    return Found(
        language=LANGUAGE, tool="bundle", name="Ruby (Bundler)" if file else "Ruby", steps=tuple(steps),
        requires={"ruby": range_} if range_ else {}, members=("*",),
        weak=not (gemspecs or test or place.has("config.ru", "app")),
    )  # fmt: skip


def _tests(place: Place) -> tuple[tuple[str, ...], Evidence | None]:
    rakefile = place.has("Rakefile", "rakefile", "Rakefile.rb")
    rake = place.text(rakefile) if rakefile else ""
    if place.has("bin/rails", "config/application.rb"):
        return ("bin/rails", "test") if place.has("test") else ("rspec",), place.evidence(
            place.has("config/application.rb", "bin/rails") or ""
        )
    default = re.search(
        r"^[ \t]*task\s+(?:\(?:default|default:|['\"]default)[^\n]{0,200}", rake, re.MULTILINE
    )
    if rakefile and default and re.search(r"test|spec|features|cucumber", default[0]):
        return ("rake",), place.evidence(
            rakefile, r"^[ \t]*task\s+\(?:default|^[ \t]*task\s+default:|^[ \t]*task ['\"]default"
        )
    for name, pattern in (
        ("test", r"TestTask|task[\s(:'\"]+test\b"),
        ("spec", r"SpecTask|RSpec::Core|task[\s(:'\"]+spec\b"),
    ):
        if rakefile and re.search(pattern, rake):
            return ("rake", name), place.evidence(rakefile, pattern)
    if place.has(".rspec", "spec/spec_helper.rb"):
        return ("rspec",), place.evidence(place.has(".rspec", "spec/spec_helper.rb") or "")
    return (("rake",), place.evidence(rakefile)) if rakefile else ((), None)


def _ruby_range(place: Place, gemspecs: tuple[str, ...]) -> str:
    stated = re.search(r"required_ruby_version\s*=\s*(.+)", place.text(gemspecs[0])) if gemspecs else None
    if stated:
        return ",".join(
            part.replace(" ", "") for part in re.findall(r"['\"]([<>=~!]*\s*[\d.]+)['\"]", stated[1])
        )
    pinned = re.fullmatch(r"(?:ruby-)?(\d+\.\d+)(?:\.\d+)?\s*", place.text(".ruby-version"))
    return f">={pinned[1]}" if pinned else ""
