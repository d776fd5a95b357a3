"""The tables of the catalog: a cache, so another version simply begins anew."""

VERSION = 1

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE sources (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE listings (
  id TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (id, source)) WITHOUT ROWID;
CREATE INDEX listings_by_source ON listings (source, seen);
CREATE TABLE details (id TEXT PRIMARY KEY, data BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE projects (
  no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL COLLATE NOCASE,
  label TEXT NOT NULL COLLATE NOCASE, full_name TEXT NOT NULL COLLATE NOCASE, owner TEXT NOT NULL COLLATE NOCASE,
  language TEXT COLLATE NOCASE, activity INTEGER, updated REAL, beginner INTEGER, gone INTEGER NOT NULL,
  fit REAL, data BLOB NOT NULL);
CREATE INDEX projects_by_name ON projects (name);
CREATE INDEX projects_by_label ON projects (label);
CREATE INDEX projects_by_full_name ON projects (full_name);
CREATE TABLE topics (topic TEXT NOT NULL COLLATE NOCASE, no INTEGER NOT NULL REFERENCES projects (no)
  ON DELETE CASCADE, PRIMARY KEY (topic, no)) WITHOUT ROWID;
CREATE INDEX topics_by_project ON topics (no);
CREATE TABLE aliases (alias TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE issue_sets (project_id TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE issues (project_id TEXT NOT NULL, number TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (project_id, number)) WITHOUT ROWID;
CREATE TABLE documents (project_id TEXT PRIMARY KEY, data BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
"""
