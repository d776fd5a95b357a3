"""Java, Kotlin or Groovy with Gradle, through the project's wrapper where it has one."""

import re

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Java"
BUILDS = ("settings.gradle.kts", "settings.gradle", "build.gradle.kts", "build.gradle")


def detect(place: Place) -> Found | None:
    build = place.has(*BUILDS)
    if build is None:
        return None
    wrapper = place.has("gradlew")
    program = "./gradlew" if wrapper else "gradle"
    because = [place.evidence(build, r"include|rootProject", r"^plugins|^apply", r"^\w")]
    because += [place.evidence("gradlew")] if wrapper else []
    needs = ("java",) if wrapper else ("java", "gradle")
    return Found(
        language=LANGUAGE, tool="gradle", name=f"{_language(place)} (Gradle)",
        steps=(
            place.step(Purpose.BUILD, program, "assemble", because=because, needs=needs, network=True),
            place.step(Purpose.VERIFY, program, "testClasses", because=because, needs=needs, network=True),
            place.step(Purpose.TEST, program, "check", because=because, needs=needs, network=True),
        ),
        requires=_requires(place), members=("*", "*/*"),
    )  # fmt: skip


def _language(place: Place) -> str:
    builds = " ".join(place.text(name) for name in BUILDS)
    return (
        "Kotlin"
        if re.search(r"kotlin\(|org\.jetbrains\.kotlin|kotlin-(?:jvm|multiplatform)", builds)
        else "Java"
    )


def _requires(place: Place) -> dict[str, str]:
    builds = "\n".join(place.text(name) for name in BUILDS)
    match = re.search(
        r"(?:JavaLanguageVersion\.of\(|jvmToolchain\(|VERSION_|[sS]ourceCompatibility\s*=\s*['\"]?)(?:1[._])?(\d+)",
        builds,
    )
    return {"java": f">={match[1]}"} if match else {}
