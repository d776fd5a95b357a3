"""The one way to run git: nothing of a repository or of the user's configuration gets to run a program.

Git has some forty settings that name a program (git-config(1)); a list of them would always be one short. So git
never reads the configuration of a repository at all: it is started with `GIT_DIR` at the repository and
`GIT_COMMON_DIR` at a throw-away folder that links its objects and refs and holds a configuration of our own, into
which a few harmless values are copied (`_COPIED`). What is left is closed one by one:

- the user's and the system's configuration are read only by `clone`, `fetch` and `ls-remote`, which need credential
  helpers, proxies and certificates; hooks, file-system monitor, templates and filters are overridden there;
- `config` and `remote` see the repository's own configuration, but start nothing;
- external diffs, textconv and looks into submodules are switched off by options (`_OPTIONS`);
- protocols are limited to what the source's own configuration allows (`GIT_ALLOW_PROTOCOL`), lazy fetches are off;
- prompts, askpass, `GIT_*` variables and relative entries of PATH do not get through.

A received `.git` folder is unsafe to ordinary git (git(1), “SECURITY”); plain `git status` runs `core.fsmonitor`.
"""

from isonboard.git.fence import (
    PROTOCOLS,
    STALL_SECONDS,
    Credential,
    command,
    environment,
    executable,
    neutral_filters,
    search_path,
    settings_of,
)
from isonboard.git.process import output, run, stream
from isonboard.git.repository import Repository, repository_of

__all__ = ["PROTOCOLS", "STALL_SECONDS", "Credential", "Repository", "command", "environment", "executable", "neutral_filters",
    "output", "repository_of", "run", "search_path", "settings_of", "stream"]  # fmt: skip
