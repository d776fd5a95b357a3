"""The tables of the catalog: a cache, so another version simply begins anew.

What is written in bulk lies in the order it comes in, with few indexes: half of a first sync is their making.
"""

VERSION = 1

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE sources (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE listings (
  id TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (id, source));
CREATE INDEX listings_by_source ON listings (source, seen);
CREATE TABLE details (id TEXT PRIMARY KEY, data BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE projects (
  no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL COLLATE NOCASE,
  label TEXT NOT NULL COLLATE NOCASE, full_name TEXT NOT NULL COLLATE NOCASE, owner TEXT NOT NULL COLLATE NOCASE,
  language TEXT COLLATE NOCASE, activity INTEGER, updated REAL, beginner INTEGER, gone INTEGER NOT NULL,
  fit REAL, data BLOB NOT NULL);
CREATE INDEX projects_by_words ON projects (full_name, name, label);
CREATE TABLE topics (topic TEXT NOT NULL COLLATE NOCASE, no INTEGER NOT NULL, PRIMARY KEY (topic, no)) WITHOUT ROWID;
CREATE TABLE aliases (alias TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE issue_sets (project_id TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE issues (project_id TEXT NOT NULL, number TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (project_id, number)) WITHOUT ROWID;
CREATE TABLE documents (project_id TEXT PRIMARY KEY, data BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
"""
