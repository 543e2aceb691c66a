"""The advice for every row of a file: CSV or JSON Lines in, the same rows with the answer out.

``plan`` what was asked for · ``source`` the input as it comes · ``layout`` what it looks like · ``rows``
what a row is, ``csv_rows`` and ``json_rows`` from text to rows · ``answers`` from a row to its outcome ·
``writer`` the row with the outcome behind it · ``output`` where it goes · ``run`` the loop, and what is
counted in it.
"""
