"""The JSON that verbs print: a schema of its own, version 1, so that the inside may change.

Documented in the README under “JSON”; `tests/cli` holds a golden example of each shape. Fields are only ever added.
"""

from typing import Any

from isonboard.assistant.detail import GuidancePage, ProjectPage
from isonboard.assistant.row import Row
from isonboard.assistant.setup import Prepared
from isonboard.match.issue_order import RankedIssue
from isonboard.model.evidence import Evidence
from isonboard.model.plan import MissingTool, SetupPlan, SetupReport
from isonboard.model.profile import Reason
from isonboard.model.project import SourceState

VERSION = 1


def row(one: Row) -> dict[str, Any]:
    """A project in a list."""
    return {
        "schema": VERSION,
        "id": one.id,
        "name": one.label,
        "full_name": one.full_name,
        "url": one.url,
        "score": one.score if one.score is not None else one.fit,
        "fit": one.fit,
        "reasons": list(one.why),
        "owner": one.owner,
        "description": one.description,
        "language": one.language,
        "topics": list(one.topics),
        "activity": one.activity,
        "beginner_issues": one.beginner_issues,
        "stars": one.stars,
        "updated_at": one.updated_at,
        "favourite": one.favourite,
        "archived": one.archived,
        "gone": one.gone,
    }


def reason(one: Reason) -> dict[str, Any]:
    return {"signal": one.signal, "text": one.text, "evidence": one.evidence, "points": round(one.points, 4)}


def project(page: ProjectPage) -> dict[str, Any]:
    """One project, whole."""
    one = page.project
    return {
        "schema": VERSION,
        "id": one.id, "name": one.label, "full_name": one.full_name, "owner": one.owner,
        "description": one.description, "motivation": one.motivation, "url": one.url, "clone_url": one.clone_url,
        "ssh_url": one.ssh_url, "default_branch": one.default_branch, "language": one.language,
        "languages": dict(one.languages), "topics": list(one.topics), "skills": list(one.skills),
        "contributions": list(one.contributions), "license": one.license, "docs_url": one.docs_url,
        "created_at": one.created_at, "updated_at": one.updated_at, "pushed_at": one.pushed_at, "stars": one.stars,
        "forks": one.forks, "watchers": one.watchers, "open_issues": one.open_issues,
        "beginner_issues": one.beginner_issues, "participation": list(one.participation),
        "archived": one.archived, "visibility": one.visibility, "lifecycle": one.lifecycle, "system": one.system,
        "domain": one.domain, "listed_by": list(one.listed_by), "gone_since": one.gone_since,
        "base_documents": None if one.base_documents is None else list(one.base_documents),
        "activity": {"score": page.activity.value, "label": page.activity.label,
                     "factors": [{"name": factor.name, "effect": factor.effect} for factor in page.activity.factors],
                     "lacking": list(page.activity.lacking)},
        "fit": {"score": page.fit.score, "reasons": [reason(one) for one in page.fit.reasons],
                "unknown": list(page.fit.unknown)},
        "favourite": page.favourite is not None, "note": page.favourite.note if page.favourite else None,
        "checkout": page.checkout,
        "sources": [source(state) for state in page.sources],
    }  # fmt: skip


def source(state: SourceState) -> dict[str, Any]:
    return {
        "name": state.name, "kind": state.kind, "synced_at": state.synced_at, "projects": state.projects,
        "error": state.error, "partial": state.partial, "mode": state.mode,
    }  # fmt: skip


def issue(ranked: RankedIssue) -> dict[str, Any]:
    """An issue in its rank."""
    one = ranked.issue
    return {
        "schema": VERSION,
        "project": one.project_id, "number": one.number, "title": one.title, "url": one.url,
        "labels": list(one.labels), "tier": ranked.tier.value if ranked.tier else None,
        "availability": {"state": ranked.availability.state.value, "reason": ranked.availability.reason,
                         "since": ranked.availability.since, "certain": ranked.availability.certain},
        "score": ranked.fit.score, "reasons": [reason(each) for each in ranked.fit.reasons],
        "author": one.author, "assignees": None if one.assignees is None else list(one.assignees),
        "comments": one.comment_count, "created_at": one.created_at, "updated_at": one.updated_at,
    }  # fmt: skip


def evidence(one: Evidence | None) -> dict[str, Any] | None:
    return None if one is None else {"file": one.file, "line": one.line, "quote": one.quote}


def guidance(page: GuidancePage) -> dict[str, Any]:
    """The guidance of a project or a checkout."""
    one = page.guidance
    return {
        "schema": VERSION,
        "steps": [{"kind": step.kind.value, "text": step.text, "commands": list(step.commands),
                   "evidence": evidence(step.evidence), "inferred": step.inferred} for step in one.steps],
        "mentioned": [{"kind": step.kind.value, "text": step.text, "commands": list(step.commands),
                       "evidence": evidence(step.evidence), "doubt": step.doubt} for step in one.mentioned],
        "contacts": [{"kind": contact.kind, "name": contact.name, "url": contact.url, "area": contact.area,
                      "evidence": evidence(contact.evidence)} for contact in one.contacts],
        "conditions": [{"kind": each.kind, "text": each.text, "blocking": each.blocking,
                        "evidence": evidence(each.evidence)} for each in one.conditions],
        "rules": {"branch_prefix": one.branch_prefix, "commit_style": one.commit_style, "signoff": one.signoff},
        "documents": [document.path for document in page.documents],
        "readiness": readiness(page),
        "fetched_at": page.fetched_at, "note": page.note,
    }  # fmt: skip


def readiness(page: GuidancePage) -> dict[str, Any]:
    """The two checklists."""
    one = page.readiness
    return {
        "passed": one.passed, "known": one.known, "share": one.share,
        "checks": [{"name": check.name, "list": check.list, "passed": check.passed, "found": check.found,
                    "suggestion": check.suggestion} for check in one.checks],
    }  # fmt: skip


def plan(one: SetupPlan, missing: tuple[MissingTool, ...] = ()) -> dict[str, Any]:
    """A set-up plan; `consent` of a step says that it runs only after the engineer agreed."""
    return {
        "schema": VERSION,
        "id": one.id, "summary": one.summary, "ecosystems": list(one.ecosystems),
        "steps": [{"purpose": step.purpose.value, "cwd": step.cwd, "argv": list(step.argv),
                   "needs": list(step.needs), "evidence": [evidence(each) for each in step.evidence],
                   "network": step.network, "consent": True, "note": step.note} for step in one.steps],
        "questions": [{"text": each.text, "key": each.key, "names": list(each.names), "options": list(each.options),
                       "evidence": [evidence(proof) for proof in each.evidence]} for each in one.questions],
        "warnings": list(one.warnings), "requires": dict(one.requires), "services": list(one.services),
        "agreement": {"kind": one.agreement, "evidence": [evidence(each) for each in one.agreement_evidence]},
        "missing": [tool(each) for each in missing],
    }  # fmt: skip


def prepared(one: Prepared) -> dict[str, Any]:
    """A plan with what is asked about beside it."""
    found = plan(one.plan, one.missing)
    found |= {
        "id": one.id,
        "plan": one.plan.id,
        "commit": one.commit,
        "trusted": one.trusted,
        "changed": list(one.changed),
        "choices": dict(one.choices),
    }
    found["extras"] = [
        {"kind": extra.kind, "text": extra.text, "asked": extra.asked}
        | ({"command": extra.command} if extra.command else {})
        for extra in one.extras
    ]
    found["resume_step"] = None if one.resume_step is None else one.resume_step + 1
    if one.container is not None:
        found["container"] = {
            "file": one.container.file,
            "host_command": one.container.host_command,
            "powers": list(one.container.powers),
        }
    return found


def tool(one: MissingTool) -> dict[str, Any]:
    return {"tool": one.tool, "wanted": one.wanted, "found": one.found, "advice": one.advice}


def report(one: SetupReport) -> dict[str, Any]:
    """How a set-up ended."""
    return {
        "schema": VERSION,
        "outcome": one.outcome.value, "sentence": one.sentence, "verified": one.verified, "seconds": one.seconds,
        "disk_bytes": one.disk_bytes, "log": one.log_path, "next_step": one.next_step,
        "missing": [tool(each) for each in one.missing],
        "steps": [{"purpose": result.step.purpose.value, "argv": list(result.step.argv), "cwd": result.step.cwd,
                   "exit_code": result.exit_code, "seconds": result.seconds, "tail": list(result.tail),
                   "explanation": result.explanation} for result in one.results],
    }  # fmt: skip
