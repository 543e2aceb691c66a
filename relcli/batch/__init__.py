"""The advice for every row of a file: CSV or JSON Lines in, the same rows with the answer out.

``plan`` what was asked for · ``streams`` where rows come from and go to · ``layout`` what the input looks
like · ``rows`` what a row is, and CSV to rows, ``json_rows`` JSON Lines to rows · ``answers`` from a row to
its outcome · ``writer`` the row with the outcome behind it · ``run`` the loop · ``summary`` told beside.
"""
