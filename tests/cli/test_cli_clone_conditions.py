"""What a project asks of contributors is said before anything is cloned."""


def test_conditions_are_said_before_the_clone(isonboard):
    said = isonboard("--sample", "clone", "berth-planner")
    assert said.code == 0
    lines = said.err.splitlines()
    stated = [line for line in lines if line.startswith("Note, ")]
    assert [line.split(":")[0] for line in stated] == [
        "Note, DCO",
        "Note, legal",
        "Note, legal",
        "Note, warranty",
    ]
    cloned = next(at for at, line in enumerate(lines) if line.startswith("Cloned to "))
    assert max(map(lines.index, stated)) < cloned
    assert said.out.strip().endswith("berth-planner")
