"""The advice for every row of a file: CSV or JSON Lines in, the same rows with the answer out.

``plan`` what was asked for · ``layout`` what the file looks like · ``rows`` and ``records`` from text to
rows · ``score`` and ``answer`` from a row to its outcome · ``tail`` what is added to it · ``desk`` all of
these on one piece of text · ``run`` the stream · ``jobs`` several processes · ``target`` the files
written · ``summary`` and ``progress`` what is told beside.
"""
