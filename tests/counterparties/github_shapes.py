"""The fields that GitHub's description requires of every answer and that nobody reads here."""

from typing import Any

API = "https://api.github.com"
_REPOSITORY_PLACES = [
    "archive",
    "assignees",
    "blobs",
    "branches",
    "collaborators",
    "comments",
    "commits",
    "compare",
    "contents",
    "contributors",
    "deployments",
    "downloads",
    "events",
    "forks",
    "git_commits",
    "git_refs",
    "git_tags",
    "hooks",
    "issue_comment",
    "issue_events",
    "issues",
    "keys",
    "labels",
    "languages",
    "merges",
    "milestones",
    "notifications",
    "pulls",
    "releases",
    "stargazers",
    "statuses",
    "subscribers",
    "subscription",
    "tags",
    "teams",
    "trees",
]
_USER_PLACES = [
    "events",
    "followers",
    "following",
    "gists",
    "organizations",
    "received_events",
    "repos",
    "starred",
    "subscriptions",
]
_ORGANISATION_PLACES = ["repos", "events", "hooks", "issues", "members", "public_members"]


def user(login: str) -> dict[str, Any]:
    url = f"{API}/users/{login}"
    places = {f"{place}_url": f"{url}/{place}" for place in _USER_PLACES}
    return {
        "login": login,
        "id": 7,
        "node_id": "U_7",
        "avatar_url": f"{url}.png",
        "gravatar_id": "",
        "url": url,
        "html_url": f"https://github.com/{login}",
        "type": "User",
        "site_admin": False,
        **places,
    }


def organisation(login: str, repositories: int) -> dict[str, Any]:
    url = f"{API}/orgs/{login}"
    return {
        "login": login,
        "id": 9,
        "node_id": "O_9",
        "url": url,
        "description": "",
        "avatar_url": f"{url}.png",
        "html_url": f"https://github.com/{login}",
        "type": "Organization",
        "has_organization_projects": True,
        "has_repository_projects": True,
        "public_repos": repositories,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": "2020-01-01T00:00:00Z",
        "archived_at": None,
        **{f"{place}_url": f"{url}/{place}" for place in _ORGANISATION_PLACES},
    }


def repository(entry: dict[str, Any]) -> dict[str, Any]:
    """`entry` with everything else that a repository object must have."""
    url = f"{API}/repos/{entry['full_name']}"
    places = {f"{place}_url": f"{url}/{place}" for place in _REPOSITORY_PLACES}
    counts = {
        "forks": entry["forks_count"],
        "watchers": entry["watchers_count"],
        "open_issues": entry["open_issues_count"],
        "network_count": 0,
        "size": 10,
        "score": 1.0,
    }
    has = dict.fromkeys(
        ("has_issues", "has_projects", "has_wiki", "has_pages", "has_downloads", "has_discussions"), True
    )
    addresses = {
        "url": url,
        "svn_url": entry["html_url"],
        "git_url": f"git://github.com/{entry['full_name']}.git",
        "mirror_url": None,
    }
    licence = entry["license"]
    if licence:
        licence = {"key": licence["spdx_id"].lower(), "url": f"{API}/licenses/x", "node_id": "L_1", **licence}
    return (
        places
        | has
        | counts
        | addresses
        | {"disabled": False}
        | entry
        | {
            "owner": user(entry["owner"]["login"]),
            "license": licence,
        }
    )


def issue(entry: dict[str, Any], repository_name: str) -> dict[str, Any]:
    """`entry` with everything else that an issue object must have."""
    root = f"{API}/repos/{repository_name}"
    url = f"{root}/issues/{entry['number']}"
    places = {f"{place}_url": f"{url}/{place}" for place in ("comments", "events", "labels")}
    own = {
        "id": 1000 + entry["number"],
        "node_id": "I_1",
        "url": url,
        "repository_url": root,
        "closed_at": None,
    }
    return (
        places
        | own
        | {"assignee": None}
        | entry
        | {
            "user": user(entry["user"]["login"]),
            "assignees": [user(each["login"]) for each in entry["assignees"]],
            "labels": [
                {
                    "id": 1,
                    "node_id": "L",
                    "url": f"{root}/labels/x",
                    "description": "",
                    "color": "ffffff",
                    "default": False,
                    **label,
                }
                for label in entry["labels"]
            ],
        }
    )


def comment(entry: dict[str, Any], repository_name: str) -> dict[str, Any]:
    root = f"{API}/repos/{repository_name}"
    own = {
        "id": 1,
        "node_id": "C_1",
        "url": f"{root}/issues/comments/1",
        "html_url": f"https://github.com/{repository_name}/issues/1#issuecomment-1",
        "issue_url": f"{root}/issues/1",
        "updated_at": entry["created_at"],
    }
    return own | entry | {"user": user(entry["user"]["login"])}


def content(path: str, kind: str, repository_name: str, **changes: Any) -> dict[str, Any]:
    """A file or folder of the contents API."""
    url = f"{API}/repos/{repository_name}/contents/{path}?ref=main"
    page = f"https://github.com/{repository_name}/blob/main/{path}"
    return {
        "type": kind,
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": "a" * 40,
        "size": 1,
        "url": url,
        "html_url": page,
        "git_url": url,
        "download_url": page if kind == "file" else None,
        "_links": {"self": url, "git": url, "html": page},
    } | changes
