"""PHP with Composer."""

from isonboard.manifests.structured import json_object, string, table
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "PHP"
_SCRIPTS = ("test", "tests", "phpunit", "check", "ci")


def detect(place: Place) -> Found | None:
    if not place.has("composer.json"):
        return None
    content = json_object(place.text("composer.json"))
    because = place.evidence("composer.json", r'"require(?:-dev)?"', r'"name"')
    steps: list[Step] = [
        place.step(
            Purpose.INSTALL, "composer", "install", because=because, needs=("php", "composer"), network=True
        ),
        place.step(Purpose.VERIFY, "composer", "check-platform-reqs", because=because, runs_code=False),
    ]
    scripts = table(content, "scripts")
    script = next((name for name in _SCRIPTS if name in scripts), None)
    depends = {**table(content, "require"), **table(content, "require-dev")}
    settings = place.has("phpunit.xml.dist", "phpunit.xml", "phpunit.dist.xml", ".phpunit.xml")
    if script:
        argv = ("composer", "test") if script == "test" else ("composer", "run", script)
        steps.append(
            place.step(Purpose.TEST, *argv, because=place.evidence("composer.json", rf'"{script}"\s*:'))
        )
    elif settings:
        why = place.evidence(settings, r"<phpunit", r"<testsuite")
        program = next(
            (
                p
                for d, p in (
                    ("pestphp/pest", "vendor/bin/pest"),
                    ("symfony/phpunit-bridge", "vendor/bin/simple-phpunit"),
                )
                if d in depends
            ),
            "vendor/bin/phpunit",
        )
        program = (
            "./phpunit" if place.has("phpunit") and string(content, "name") == "phpunit/phpunit" else program
        )
        steps.append(place.step(Purpose.TEST, program, because=why, needs=("php",)))
    elif "atoum/atoum" in depends or "pestphp/pest" in depends:
        program = "vendor/bin/pest" if "pestphp/pest" in depends else "vendor/bin/atoum"
        steps.append(place.step(Purpose.TEST, program, because=because, needs=("php",)))
    php = string(content, "require", "php")
    return Found(
        language=LANGUAGE, tool="composer", name="PHP (Composer)", steps=tuple(steps),
        requires={"php": php} if php else {}, members=("*",),
    )  # fmt: skip
