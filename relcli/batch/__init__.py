"""The advice for every row of a file: CSV or JSON Lines in, the same rows with the answer out.

``plan`` what was asked for · ``layout`` the input, and what it looks like · ``rows`` what a row is, and CSV
to rows, ``json_rows`` JSON Lines to rows · ``answers`` from a row to its outcome · ``writer`` where rows go,
with the outcome behind them · ``run`` the loop · ``summary`` told beside.
"""
