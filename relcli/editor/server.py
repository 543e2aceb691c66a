"""The protocol: what the editor tells becomes documents, what is found becomes what the editor shows."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache, partial
from typing import Any, BinaryIO, NamedTuple

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path, uri_scheme

from relcli import __version__
from relcli.check.find import Finding
from relcli.check.fix.anchors import Links
from relcli.check.fix.edits import Edit
from relcli.check.meaning.cues import FLAG
from relcli.check.report import Look, Report
from relcli.editor.decisions import Decisions, Settings
from relcli.editor.documents import LARGEST, Checked, Fix, OpenText, links_of_others
from relcli.editor.positions import UTF16, Position, Positions
from relcli.errors import InputError
from relcli.house.avoided import role_that_says
from relcli.house.file import NAME
from relcli.language import Texts, cite, detect
from relcli.terminal import is_set, printable

SOURCE = "relcli"
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.{SOURCE}"
PAUSE = 0.25
"""So many seconds after the last keystroke a text is checked."""
SAVED, NOT_SAVED = "file", "untitled"
"""What an editor calls its texts; views of older versions and the like are called otherwise."""


class Shown(NamedTuple):
    """What the editor was told of one version of a text."""

    version: int | None
    text: str
    checked: Checked | None
    positions: Positions

    def range_of(self, start: int, end: int) -> lsp.Range:
        """Two offsets as the editor counts them."""
        (line, character), (last, behind) = self.positions.at(start), self.positions.at(end)
        return lsp.Range(lsp.Position(line, character), lsp.Position(last, behind))

    def touching(self, wanted: lsp.Range) -> list[Finding]:
        """The findings that a stretch of the editor meets."""
        first, last = _place(wanted.start), _place(wanted.end)
        at, found = self.positions.at, self.checked.shown if self.checked else []
        return [one for one in found if at(one.start) <= last and first <= at(one.end)]


def _place(position: lsp.Position) -> Position:
    return position.line, position.character


class RelcliServer(LanguageServer):
    """What is known of the texts that are open."""

    def __init__(self, settings: Settings, *, may_change_language: bool) -> None:
        super().__init__(SOURCE, __version__, lsp.TextDocumentSyncKind.Full)
        self._may_change_language = may_change_language
        self.has_shut_down = self.was_spoken_to = False
        self._shown: dict[str, Shown] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._told: set[str] = set()
        self._start(settings)

    def _start(self, settings: Settings) -> None:
        self._settings, self._decisions = settings, Decisions(settings)
        self._report = Report(settings.texts, Look())
        self._forget_links()

    def _forget_links(self) -> None:
        """What leads where is looked up again: some file has changed."""
        self._links_of_others: Callable[[str, str], Links] = cache(links_of_others)

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - the library calls it so
        """One line in the log of the editor."""
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        self._log(self._settings.tell(InputError("unexpected", why=why), self._settings.texts))

    def begin(self, params: lsp.InitializeParams) -> None:
        """The language of the editor counts where nobody has asked for another."""
        self.was_spoken_to = True
        data = self._settings.data
        if params.locale and self._may_change_language:
            language = detect({"LANG": params.locale}, data.knowledge.languages)
            self._start(self._settings._replace(texts=Texts(language, data.messages, data.knowledge)))

    def watch_decisions(self, _: lsp.InitializedParams) -> None:
        """Ask the editor to tell when a decision file changes on the disk, where it can."""
        workspace = self.client_capabilities.workspace
        watched = workspace and workspace.did_change_watched_files
        if watched and watched.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(f"**/{NAME}")])
            registration = lsp.Registration(NAME, lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(lsp.RegistrationParams([registration]))

    def take_leave(self, _: None) -> None:
        """Whoever says so before leaving leaves well."""
        self.has_shut_down = True

    def saved(self, uri: str) -> None:
        """A text lies on the disk as it is shown; if it is a decision, others are shown anew."""
        self._forget_links()
        if uri.rpartition("/")[2] == NAME:
            self.start_over(None)
        else:
            self.show(uri)

    def start_over(self, _: object) -> None:
        """Show every open text by the decision that holds now, and tell again what is wrong with it."""
        self._told.clear()
        for document in [*self.workspace.text_documents.values()]:
            self.show(document.uri)

    # ---- what is shown ----------------------------------------------------------------------------------

    def soon(self, uri: str) -> None:
        """Show what is found once nothing more is typed."""
        self._cancel(uri)
        self._timers[uri] = asyncio.get_running_loop().call_later(PAUSE, self.show, uri)

    def _cancel(self, uri: str) -> None:
        if timer := self._timers.pop(uri, None):
            timer.cancel()

    def show(self, uri: str) -> None:
        """Show what is found in a text now."""
        self._cancel(uri)
        with self._logged():
            shown = self._shown[uri] = self._look_at(uri)
            found = [self._diagnostic(shown, one) for one in (shown.checked.shown if shown.checked else ())]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, shown.version))

    def close(self, uri: str) -> None:
        """Nothing is shown of a text that is closed."""
        self._cancel(uri)
        self._shown.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def shown(self, uri: str) -> Shown:
        """What is known of a text as it is now."""
        known, document = self._shown.get(uri), self.workspace.get_text_document(uri)
        if known is None or (known.version, known.text) != (document.version, document.source):
            self.show(uri)
        return self._shown[uri]

    def _look_at(self, uri: str) -> Shown:
        document = self.workspace.get_text_document(uri)
        text, encoding = document.source, self.workspace.position_encoding or UTF16
        checked = None
        if (scheme := uri_scheme(uri)) in (SAVED, NOT_SAVED):
            path = to_fs_path(uri) if scheme == SAVED else None
            own = OpenText(path, os.path.basename(document.path), document.language_id or "", text)
            if len(text) > LARGEST:
                self._log(self._settings.texts.say("editor-too-long", name=printable(own.name)))
            checked = self._check(own)
        return Shown(
            document.version, text, checked, Positions(text, str(getattr(encoding, "value", encoding)))
        )

    def _check(self, document: OpenText) -> Checked | None:
        folder = os.path.dirname(document.path) if document.path else self._first_folder()
        try:
            rules = self._decisions.rules_in(folder)
        except InputError as error:
            told = self._settings.tell(error, self._settings.texts)
            if told not in self._told:
                self._told.add(told)
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, told))
            return None
        if rules is None:
            self._log(self._settings.texts.say("editor-no-decision"))
            return None
        return document.check(rules)

    def _first_folder(self) -> str:
        """Where a text that is not saved is taken to lie."""
        uris = (*(folder.uri for folder in self.workspace.folders.values()), self.workspace.root_uri)
        return next(filter(None, (to_fs_path(uri) for uri in uris if uri)), os.getcwd())

    def _log(self, told: str) -> None:
        """Said once."""
        if told not in self._told:
            self._told.add(told)
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Info, told))

    def _diagnostic(self, shown: Shown, found: Finding) -> lsp.Diagnostic:
        is_flag = found.verdict.judgement == FLAG
        severity = lsp.DiagnosticSeverity.Warning if is_flag else lsp.DiagnosticSeverity.Information
        avoided = found.form.avoided
        return lsp.Diagnostic(
            shown.range_of(found.start, found.end),
            self._report.message(found),
            severity,
            code=printable(f"{avoided.language}/{avoided.word}"),
            source=SOURCE,
        )

    # ---- what is asked for ------------------------------------------------------------------------------

    def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """Why a word is shown."""
        with self._logged():
            return self._hover(params)
        return None

    async def code_actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """The ways to mend what stands there, and everything safe in the text."""
        with self._logged():
            shown = self.shown(params.text_document.uri)
            # Other files may have to be read for it.
            return await asyncio.to_thread(self._code_actions, params, shown)
        return []

    @contextmanager
    def _logged(self) -> Iterator[None]:
        """What goes wrong stands in the log; else the editor would be shown a traceback."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is
            self.report_server_error(error, None)

    def _hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """The reasons with their sources, and the cues that spoke."""
        shown = self.shown(params.text_document.uri)
        here = shown.touching(lsp.Range(params.position, params.position))
        if not here or shown.checked is None:
            return None
        found = here[0]
        told = "\n\n".join(filter(None, self._explained(found, shown.checked)))
        content = lsp.MarkupContent(lsp.MarkupKind.PlainText, told)
        return lsp.Hover(content, shown.range_of(found.start, found.end))

    def _explained(self, found: Finding, checked: Checked) -> Iterator[str]:
        texts, avoided = self._settings.texts, found.form.avoided
        yield self._report.message(found).removesuffix(printable(avoided.reason)).strip()
        role = role_that_says(avoided.preferred, avoided.language, checked.rules.house.roles.values())
        for because in role.because if role else ():
            place = because.source or ""
            if because.source and because.section:
                place = cite(because.source, because.section, texts)
            yield printable(f"{because.says} ({place})" if place else because.says)
        if not (role and role.because):
            yield printable(avoided.reason)
        yield self._report.cues(found)

    def _code_actions(self, params: lsp.CodeActionParams, shown: Shown) -> list[lsp.CodeAction]:
        uri, only = params.text_document.uri, params.context.only
        if (checked := shown.checked) is None or not checked.shown:
            return []
        links = checked.links(self._links_of_others)
        here = {found.start for found in shown.touching(params.range)}
        actions = []
        if here and _is_wanted(lsp.CodeActionKind.QuickFix.value, only):
            fixes = checked.fixes(links, lambda found: found.start in here)
            actions += [self._quick_fix(uri, shown, fix) for fix in fixes]
        if _is_wanted(FIX_ALL, only) and (edits := checked.mended(links)):
            edit = self._workspace_edit(uri, shown, edits)
            actions.append(
                lsp.CodeAction(self._settings.texts.say("editor-fix-all"), kind=FIX_ALL, edit=edit)
            )
        return actions

    def _quick_fix(self, uri: str, shown: Shown, fix: Fix) -> lsp.CodeAction:
        title = self._settings.texts.say(
            "editor-fix" if fix.edit.safe else "editor-fix-unsafe",
            preferred=printable(" ".join(fix.edit.new.split())),
        )
        return lsp.CodeAction(
            title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[self._diagnostic(shown, fix.found)],
            is_preferred=fix.edit.safe,
            edit=self._workspace_edit(uri, shown, fix.edits),
        )

    def _workspace_edit(self, uri: str, shown: Shown, edits: Iterable[Edit]) -> lsp.WorkspaceEdit:
        """The edits of one text; where the editor can tell, of this version and no other."""
        made = [lsp.TextEdit(shown.range_of(edit.start, edit.end), edit.new) for edit in edits]
        workspace = self.client_capabilities.workspace
        can = workspace and workspace.workspace_edit
        if not (can and can.document_changes):
            return lsp.WorkspaceEdit(changes={uri: made})
        document = lsp.OptionalVersionedTextDocumentIdentifier(uri, shown.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, [*made])])


def _is_wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Is an action of this kind asked for? A kind stands for all below it."""
    asked = [str(getattr(one, "value", one)) for one in only or ()]
    return not asked or any(kind == one or kind.startswith(f"{one}.") or not one for one in asked)


# ---- the server ---------------------------------------------------------------------------------------


def serve(settings: Settings, *, may_change_language: bool, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve one editor until it leaves; 0 when it took its leave, or never spoke."""
    if not is_set(os.environ, "RELCLI_DEBUG"):
        # Without a handler the library would write its own troubles to standard error.
        logging.getLogger("pygls").addHandler(logging.NullHandler())
    server = RelcliServer(settings, may_change_language=may_change_language)
    _listen(server)
    # Whatever else is printed must not end up between two messages.
    with redirect_stdout(sys.stderr):
        server.start_io(stdin, _Unclosed(stdout))  # type: ignore[arg-type]
    return 0 if server.has_shut_down or not server.was_spoken_to else 1


class _Unclosed:
    """A stream that stays open when the library closes it: it is not the library's."""

    def __init__(self, stream: BinaryIO) -> None:
        self.write, self.flush = stream.write, stream.flush

    def close(self) -> None:
        self.flush()


def _listen(server: RelcliServer) -> None:
    """Tell the library what is done about each message."""
    kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, FIX_ALL])
    for method, handler, *options in (
        (lsp.INITIALIZE, server.begin),
        (lsp.INITIALIZED, server.watch_decisions),
        (lsp.SHUTDOWN, server.take_leave),
        (lsp.TEXT_DOCUMENT_DID_OPEN, lambda params: server.show(params.text_document.uri)),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, lambda params: server.soon(params.text_document.uri)),
        (lsp.TEXT_DOCUMENT_DID_SAVE, lambda params: server.saved(params.text_document.uri)),
        (lsp.TEXT_DOCUMENT_DID_CLOSE, lambda params: server.close(params.text_document.uri)),
        (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, server.start_over),
        (lsp.TEXT_DOCUMENT_HOVER, server.hover),
        (lsp.TEXT_DOCUMENT_CODE_ACTION, server.code_actions, kinds),
    ):
        # The library marks what it is given, which a method does not allow.
        server.feature(method, *options)(partial(handler))
