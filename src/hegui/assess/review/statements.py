"""The statements of the review queue: SQLite's, each said once."""

from __future__ import annotations

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE item (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL UNIQUE, asks TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, subject TEXT NOT NULL
) STRICT;
CREATE TABLE person (name TEXT PRIMARY KEY, role TEXT NOT NULL) STRICT;
CREATE TABLE opinion (
    item TEXT NOT NULL REFERENCES item, role TEXT NOT NULL, person TEXT NOT NULL REFERENCES person,
    risks TEXT NOT NULL, refusal TEXT NOT NULL, reason TEXT NOT NULL, said_at TEXT NOT NULL,
    PRIMARY KEY (item, role), UNIQUE (item, person)
) STRICT;
CREATE TABLE handed (
    item TEXT NOT NULL REFERENCES item, role TEXT NOT NULL, person TEXT NOT NULL,
    until REAL NOT NULL, PRIMARY KEY (item, role)
) STRICT;
"""
LAST_PLACE = "SELECT coalesce(max(place), 0) FROM item"
ADD_ITEM = "INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?, ?, ?)"
ADD_PERSON = "INSERT OR IGNORE INTO person VALUES (?, ?)"
HAND = "INSERT OR REPLACE INTO handed VALUES (?, ?, ?, ?)"
ADD_OPINION = "INSERT INTO opinion VALUES (?, ?, ?, ?, ?, ?, ?)"
TAKE_BACK = "DELETE FROM handed WHERE item = ? AND role = ?"
GIVE_BACK = "DELETE FROM handed WHERE item = ? AND person = ?"
PLACE = "SELECT place FROM item WHERE id = ?"
WHO_JUDGED = "SELECT role, person FROM opinion WHERE item = ?"
ADD_ABOUT = "INSERT INTO about VALUES (?, ?)"
ABOUT = "SELECT key, value FROM about"
BY_ROLE = "SELECT role, count(*) FROM opinion GROUP BY role"
ROLE = "SELECT role FROM person WHERE name = ?"
PEOPLE = "SELECT name, role FROM person ORDER BY name"
ITEM = "SELECT id, asks, question, answer, subject FROM item WHERE id = ?"
OPINIONS = "SELECT role, risks, refusal, reason FROM opinion WHERE item = ?"
ITEMS = "SELECT count(*) FROM item"
TABLES_THERE = "SELECT count(*) FROM sqlite_master"
BOTH = (
    "SELECT o.role, o.risks, o.refusal, o.reason, i.asks FROM opinion o "
    "JOIN item i ON i.id = o.item WHERE o.item = ? AND o.role != 'third'"
)
BOTH_JUDGED = (
    "SELECT count(*) FROM (SELECT item FROM opinion WHERE role != 'third' "
    "GROUP BY item HAVING count(*) = 2)"
)
SAID = (
    "SELECT i.id, i.subject, i.asks, o.role, o.risks, o.refusal, o.reason FROM item i "
    "JOIN opinion o ON o.item = i.id ORDER BY i.place, o.role"
)
SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
_FREE = (
    "NOT EXISTS (SELECT 1 FROM handed h WHERE h.item = i.id AND h.role = :role "
    "AND h.person != :name AND h.until > :now)"
)
NEXT = (
    "SELECT i.id, i.asks, i.question, i.answer, i.subject FROM item i WHERE NOT EXISTS "
    "(SELECT 1 FROM opinion o WHERE o.item = i.id AND (o.role = :role OR o.person = :name)) "
    f"AND {_FREE} ORDER BY i.place <= :after, i.place LIMIT 1"
)
NEXT_DISPUTED = (
    "SELECT i.id, i.asks, i.question, i.answer, i.subject FROM item i "
    "JOIN opinion a ON a.item = i.id AND a.role = 'first' "
    "JOIN opinion b ON b.item = i.id AND b.role = 'second' "
    "WHERE ((i.asks = 'refusal' AND a.refusal != b.refusal) "
    "OR (i.asks = 'qualified' AND (a.risks = '[]') != (b.risks = '[]'))) "
    "AND NOT EXISTS (SELECT 1 FROM opinion o WHERE o.item = i.id AND o.role = 'third') "
    f"AND {_FREE} ORDER BY i.place <= :after, i.place LIMIT 1"
)
