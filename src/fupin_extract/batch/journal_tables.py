"""The tables of a journal, in SQL."""

from __future__ import annotations

FILES = """
CREATE TABLE files (
    n INTEGER PRIMARY KEY,      -- their order
    first INTEGER,              -- the first file with the same bytes, often itself
    name TEXT,                  -- under which its result is kept; null where it needs none of its own
    folded TEXT UNIQUE,         -- the name on a system where a.txt and A.txt are one
    path TEXT NOT NULL,
    place BLOB,                 -- file or URL, as bytes: a file's name need not be a text
    member INTEGER,
    digest TEXT,                -- null where it could not be read
    problem TEXT,
    failed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX files_by_digest ON files (digest, n);
CREATE INDEX files_by_name ON files (name);
CREATE UNIQUE INDEX files_by_place ON files (place, coalesce(member, -1)) WHERE place IS NOT NULL;
"""
RESULTS = """
CREATE TABLE IF NOT EXISTS results (
    name TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    digest TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    proof TEXT,                 -- null where it failed
    counts TEXT NOT NULL,
    problem TEXT
) WITHOUT ROWID
"""
# Names under which something was written or is to be, with the proof of what is no result: a table.
OURS = """
CREATE TABLE IF NOT EXISTS ours (name TEXT PRIMARY KEY, proof TEXT) WITHOUT ROWID;
INSERT OR IGNORE INTO ours SELECT name, NULL FROM results
"""
# Files whose result is kept, with what is known of that.
KEPT = "FROM files f LEFT JOIN results r ON r.name = f.name WHERE f.digest IS NOT NULL AND f.name IS NOT NULL"
MISSING = f"{KEPT} AND r.name IS NULL"
