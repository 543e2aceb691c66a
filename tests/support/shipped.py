"""The shipped data, opened once for all tests of a process."""

from relcli.data import Data

DATA = Data()
