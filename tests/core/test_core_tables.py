import tomllib

import pytest

from isonboard import limits, tables
from isonboard.manifests import structured

MANY = ".a" * (limits.TOML_DOTS + 1)


@pytest.mark.parametrize(
    "content",
    [
        f"a{MANY} = 1",
        f"[a{MANY}]",
        f"[[a{MANY}]]",
        f"x = {{a{MANY} = 1}}",
        '"a"' + ' . "a"' * (limits.TOML_DOTS + 1) + " = 1",
        f'# """\na{MANY} = 1\n# """',
        f"# it's\na{MANY} = 1 # '",
        f"x = '\\'\na{MANY} = 1\ny = ''",
        f'x = """"a"""""\na{MANY} = 1\ny = """b"""',
        f"x = '''a'''''\na{MANY} = '''''",
        f'x = "\\""\na{MANY} = "b"',
    ],
)
def test_a_key_of_many_dots_is_refused_wherever_it_stands(content):
    with pytest.raises(ValueError, match="dots"):
        tables.parsed(content)
    assert structured.toml(content) == {}


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
def test_dots_in_strings_and_comments_are_no_keys(quote):
    content = f"a = {quote}{'.' * 20_000}{quote}  # {'.' * 2_000}\n[b.c]\nd = [{'1.5, ' * 1_000}]\n"
    assert tables.parsed(content) == structured.toml(content) == tomllib.loads(content)


@pytest.mark.parametrize("mess", ['"""', "'''", '"', "'", '\\"', '"""\\', "#", '""""""""'])
def test_what_is_not_closed_is_read_once(mess):
    with pytest.raises(ValueError):
        tables.parsed(f"a = {mess * 20_000}{'.' * 1_000}\na{MANY} = 1")
