"""Writing a file whole or not at all."""

import os
import tempfile


def replace_file(path: str, data: bytes, mode: int) -> None:
    """Give ``path`` this content and mode in one step; ``OSError`` leaves what was there untouched."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)), prefix=".relcli-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
