"""Java with Maven, through the project's wrapper where it has one."""

import re
from xml.etree.ElementTree import Element

from isonboard.manifests.structured import xml
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Java"
_JAVA_PROPERTIES = (
    "maven.compiler.release", "maven.compiler.source", "java.version", "javaVersion", "jdk.version", "maven.compiler.target",
    "project.build.targetJdk", "minimalJavaBuildVersion",
)  # fmt: skip


def detect(place: Place) -> Found | None:
    if not place.has("pom.xml"):
        return None
    pom = xml(place.text("pom.xml"))
    wrapper = place.has("mvnw")
    program = "./mvnw" if wrapper else "mvn"
    because = [
        place.evidence("pom.xml", r"<modules>", r"<artifactId>"),
        *([place.evidence("mvnw")] if wrapper else []),
    ]
    needs = ("java",) if wrapper else ("java", "mvn")
    return Found(
        language=LANGUAGE, tool="mvn", name="Java (Maven)",
        steps=(
            place.step(
                Purpose.BUILD, program, "-B", "verify", "-DskipTests", because=because, needs=needs, network=True
            ),
            place.step(
                Purpose.VERIFY, program, "-B", "test-compile", because=because, needs=needs, network=True
            ),
            place.step(Purpose.TEST, program, "-B", "verify", because=because, needs=needs, network=True),
        ),
        requires=_requires(pom) if pom is not None else {},
        members=_modules(pom) if pom is not None else (),
    )  # fmt: skip


def _requires(pom: Element) -> dict[str, str]:
    """The enforcer's ranges where stated, else the compiler's release as the least JDK."""
    properties = {child.tag: (child.text or "").strip() for child in _child(pom, "properties")}
    found: dict[str, str] = {}
    java = next((properties[name] for name in _JAVA_PROPERTIES if properties.get(name)), "")
    java = _resolved(java, properties).removeprefix("1.")
    if re.fullmatch(r"\d+", java):
        found["java"] = f">={java}"
    for rule, tool in (("requireJavaVersion", "java"), ("requireMavenVersion", "mvn")):
        for element in pom.iter(rule):
            version = _resolved((element.findtext("version") or "").strip(), properties)
            if re.fullmatch(r"[\[(]?[\d.,\s]+[\])]?", version):
                range_ = _as_range(version)
                # Java 8 was called 1.8
                found[tool] = (
                    re.sub(r"(?<![\d.])1\.(\d)(?:\.\d+)*", r"\1", range_) if tool == "java" else range_
                )
    return found


def _child(element: Element, name: str) -> list[Element]:
    found = element.find(name)
    return [] if found is None else [child for child in found if isinstance(child.tag, str)]


def _resolved(value: str, properties: dict[str, str]) -> str:
    for _ in range(4):
        match = re.fullmatch(r"\$\{([\w.-]+)\}", value)
        if not match:
            return value
        value = properties.get(match[1], "")
    return ""


def _as_range(version: str) -> str:
    """Maven's interval as comparisons: “[17,22)” is “>=17,<22”, a bare version is a least one."""
    match = re.fullmatch(r"([\[(])\s*([\d.]*)\s*(?:(,)\s*([\d.]*)\s*)?([\])])", version)
    if not match:
        return f">={version.strip()}"
    low, high = match[2], match[4] if match[3] else match[2]
    parts = [f"{'>=' if match[1] == '[' else '>'}{low}"] if low else []
    parts += [f"{'<=' if match[5] == ']' else '<'}{high}"] if high else []
    return ",".join(parts)


def _modules(pom: Element) -> tuple[str, ...]:
    return tuple(
        (module.text or "").strip()
        for modules in pom.iter("modules")
        for module in modules
        if (module.text or "").strip()
    )
