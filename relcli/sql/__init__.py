"""The decision as one SELECT: a table of answers in, the same table with its advice out.

Portable: whole numbers, ``CASE``, ``COALESCE``, ``DISTINCT`` and one ``LEFT JOIN``; no division, no
GREATEST, no arrays, no NULL-safe comparison. It decides once for every combination of answers that
the table holds and joins that back, so a row costs a look-up (``docs/use/sql.md``).

Nothing that a caller names gets into the text but as a quoted identifier, and our own names, which
stand unquoted, are made of letters that no engine folds or reserves.
"""
