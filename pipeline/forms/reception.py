"""Reception: pages out, applications in. Each is on the disk, sealed, before its receipt is shown."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from flask import Flask, Request, Response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.middleware.proxy_fix import ProxyFix

from pipeline.forms.counter import Counter
from pipeline.forms.doors import Gate, Token, Verdict, Watch
from pipeline.forms.fields import EMPTY, SOURCE, TOKEN, Filled, Sending, show_form, spoken_language
from pipeline.forms.inbox import Inbox, InboxError, mark_of, new_number
from pipeline.forms.pages import Pages
from pipeline.forms.seals import Seal
from pipeline.forms.submission import Application, Checked, check_posted, source_of
from pipeline.vocabulary.form import EMAIL, PHONE, Form, Questionnaire
from pipeline.vocabulary.programme import Programme
from pipeline.vocabulary.published import Published
from pipeline.vocabulary.sentences import Sentence, sentence
from pipeline.words import Speaker

logger = logging.getLogger("pipeline.forms")

MOST_BYTES = 100_000
MOST_FIELDS = 400
WRONG, TOO_MANY = 422, 429
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors {frames}"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Robots-Tag": "noindex",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True)
class Desk:
    """All that the receiving end works with. It can seal; it cannot open."""

    programme: Programme
    form: Form
    inbox: Inbox
    seal: Seal
    watch: Watch
    gate: Gate
    pages: Pages
    now: Callable[[], datetime]
    published: Callable[[], Published | None]
    token: str = ""  # with which the pipeline fetches; empty: it reads the file itself

    @property
    def frames(self) -> str:
        """Which pages may show the form inside them: our site's; on one's own machine, any of that machine."""
        url = urlsplit(self.programme.site.url)
        own = f"{url.scheme}://{url.netloc}" if url.netloc else ""
        is_local = urlsplit(self.programme.receive.address).hostname in LOOPBACK
        local = "http://localhost:* http://127.0.0.1:*" if is_local else ""
        return " ".join(filter(None, ("'self'", own, local)))

    def is_paused(self, sheet: Questionnaire) -> bool:
        """A side is paused when programme.yaml or the workbook says so."""
        published = self.published()
        return sheet.role in (*self.programme.paused, *(published.paused if published else ()))


def make_app(desk: Desk) -> Flask:
    """The receiving end as a web application."""
    app = Flask("pipeline.forms", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=MOST_FIELDS
    )
    if desk.programme.receive.proxies:
        count = desk.programme.receive.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]  # as Flask advises
    reception = Reception(desk)
    app.add_url_rule("/", view_func=reception.show_doors)
    app.add_url_rule("/<language>/", view_func=reception.show_doors)
    app.add_url_rule("/<language>/<code>", view_func=reception.show)
    app.add_url_rule("/<language>/<code>", view_func=reception.take, methods=["POST"])
    app.add_url_rule("/<language>/<code>/received/<number>", view_func=reception.confirm)
    app.add_url_rule("/<language>/<code>/young", view_func=reception.send_away)
    app.add_url_rule("/theme/<name>", view_func=reception.give_file)
    counter = Counter(desk.inbox, desk.seal, desk.token, desk.now)
    app.add_url_rule("/key", view_func=counter.tell_key)
    app.add_url_rule("/sealed", view_func=counter.hand_out)
    app.add_url_rule("/opened", view_func=counter.wipe, methods=["POST"])
    app.register_error_handler(HTTPException, reception.explain)
    app.register_error_handler(InboxError, reception.admit)
    app.after_request(lambda response: _protect(response, desk.frames))
    app.log_exception = _log_exception  # type: ignore[method-assign,assignment]  # its own quotes what people sent
    return app


def _protect(response: Response, frames: str) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Content-Security-Policy"] = POLICY.format(frames=frames)
    return response


def _log_exception(info: tuple[type[BaseException], BaseException, object]) -> None:
    """What failed and where; never what it was about."""
    trace = info[1].__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    logger.error("failed: %s at %s", info[0].__name__, place)


class Reception:
    """One method for each page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def show_doors(self, language: str = "") -> ResponseReturnValue:
        """Every form that there is, each in the language asked for, or else in one that it speaks."""
        form = self.desk.form
        if language and language not in form.languages:
            raise NotFound
        chosen = language or self._language()
        sheets = [(sheet, spoken_language(form, sheet, chosen)) for sheet in form.forms]
        title = Speaker(chosen, form).say(self.desk.programme.name)
        return self._page("doors", chosen, title=title, sheets=sheets, tongues=form.languages)

    def show(self, language: str, code: str) -> ResponseReturnValue:
        """An empty form, or that its side is paused."""
        sheet = self._sheet(code, language)
        if self.desk.is_paused(sheet):
            return self._message(sheet, language, "paused")
        hidden = {TOKEN: self.desk.watch.sign(), SOURCE: source_of(request.args.getlist(SOURCE))}
        return self._form(sheet, language, Filled(hidden=hidden))

    def take(self, language: str, code: str) -> ResponseReturnValue:
        """What was sent: kept and confirmed, or shown again with what to change. Under age: nothing is kept."""
        sheet = self._sheet(code, language)
        posted = request.form.to_dict(flat=False)
        checked = check_posted(self.desk.form, sheet, language, posted)
        if checked.is_under_age:
            return redirect(f"{self._root}/{language}/{code}/young", 303)
        token = self.desk.watch.read(request.form.get(TOKEN, ""))
        if token.verdict is Verdict.UNKNOWN and self.desk.is_paused(sheet):
            return self._message(sheet, language, "paused")  # whoever began before the pause may finish
        again = self._again(checked, posted, token)
        if again:
            return self._form(sheet, language, *again)
        number = self._keep(checked.application, token)
        return redirect(f"{self._root}/{language}/{code}/received/{number}", 303)

    def confirm(self, language: str, code: str, number: str) -> ResponseReturnValue:
        """The receipt: the number, the next step, by when and from whom an answer comes."""
        sheet = self._sheet(code, language)
        day = self.desk.inbox.receipt_day(number)
        if day is None:
            raise NotFound
        made = self.desk.pages.promise(self.desk.published(), day) if self._is_answered(sheet) else None
        return self._page(
            "received", language, title=self._say(language, "received_title"), sheet=sheet, number=number,
            look=(sheet.role or "newcomer"), promise=made,
        )  # fmt: skip

    def send_away(self, language: str, code: str) -> ResponseReturnValue:
        """A kind word for somebody under age."""
        sheet = self._sheet(code, language)
        own = sheet.too_young or {language: self._say(language, "young")}
        return self._message(sheet, language, "young", self.desk.pages.words(own, language), "young_kept")

    def give_file(self, name: str) -> ResponseReturnValue:
        """A file of the theme."""
        found = self.desk.pages.files.get(name)
        if found is None:
            raise NotFound
        content, kind = found
        return Response(content, mimetype=kind, headers={"Cache-Control": "max-age=3600"})

    def explain(self, error: HTTPException) -> ResponseReturnValue:
        """What went wrong, in the reader's language."""
        said = {413: "large", 429: "busy"}.get(
            error.code or 500, "lost" if (error.code or 500) < 500 else "failed"
        )
        return self._message(None, self._language(), said), error.code or 500

    def admit(self, _error: InboxError) -> ResponseReturnValue:
        """The inbox could not be written: nothing was kept, and people are told so."""
        logger.error("the inbox cannot be written")
        return self._message(None, self._language(), "failed"), 503

    def _again(
        self, checked: Checked, posted: Mapping[str, list[str]], token: Token
    ) -> tuple[Filled, int, bool] | None:
        """The form with what was sent, where it cannot be taken yet, with a status; whether only to be looked at."""
        speaker = Speaker(checked.application.language, self.desk.form)
        errors = {code: speaker.say(error) for code, error in checked.errors.items()}
        error = self._obstacle(posted, errors, token)
        is_known = token.verdict is not Verdict.UNKNOWN
        if is_known and token.verdict is not Verdict.SOON and not errors and error is None:
            return None
        signed = request.form[TOKEN] if is_known else self.desk.watch.sign()
        hidden = {TOKEN: signed, SOURCE: checked.application.source}
        filled = Filled(checked.shown, errors, hidden, speaker.say(error) if error else "")
        status = TOO_MANY if error and error.code == "form.busy" else WRONG
        return filled, status, not errors and error is None

    def _obstacle(
        self, posted: Mapping[str, list[str]], errors: Mapping[str, str], token: Token
    ) -> Sentence | None:
        """What stands in the way apart from the answers: a field only robots see, or too many from one place."""
        if any(posted.get(EMPTY, ())):
            return sentence("form.error_empty")
        if errors or token.verdict is not Verdict.GOOD or self.desk.gate.may_pass(_connection(request)):
            return None
        return sentence("form.busy", phone=self.desk.programme.organisation.phone)

    def _keep(self, application: Application, token: Token) -> str:
        """The receipt's number, once the sealed application is on the disk."""
        number, now = new_number(), self.desk.now()
        content = application.to_json()
        letter = {"number": number, "received": now.isoformat(timespec="seconds"), "application": content}
        body = self.desk.seal.close(json.dumps(letter, ensure_ascii=False).encode())
        mark = mark_of(token.nonce, json.dumps(content, sort_keys=True).encode())
        kept = self.desk.inbox.put(mark, number, self.desk.seal.name, body, now.date())
        logger.info("one application kept: %s, %s", application.form, application.language)
        return kept

    def _is_answered(self, sheet: Questionnaire) -> bool:
        """Whether somebody who sends this form hears from us: it asks how."""
        return any(question.code in {PHONE, EMAIL} for question in self.desk.form.asked_in(sheet))

    def _sheet(self, code: str, language: str) -> Questionnaire:
        sheet = self.desk.form.form_by_code.get(code)
        if sheet is None or language not in self.desk.form.languages_of(sheet):
            raise NotFound
        return sheet

    def _form(
        self,
        sheet: Questionnaire,
        language: str,
        filled: Filled,
        status: int = 200,
        is_checking: bool = False,
    ) -> ResponseReturnValue:
        sending = Sending(f"{self._root}/{language}/{sheet.code}", self.desk.programme.organisation.phone)
        view = show_form(self.desk.form, sheet, language, sending, filled)
        heading = view.say("check_title") if is_checking else str(view.title)
        title = view.say("error_title", title=heading) if view.wrong or view.error else heading
        source = filled.hidden.get(SOURCE)
        page = self._page(
            "form", language, title=title, form=view, look=view.look, is_checking=is_checking,
            tongues=self.desk.form.languages_of(sheet), source=f"?src={source}" if source else "",
            unread="" if self.desk.form.is_reviewed(language) else view.speaker.say(sentence("paper.unreviewed")),
        )  # fmt: skip
        return page, status

    def _message(self, sheet: Questionnaire | None, language: str, said: str, *lines: object) -> str:
        """A page with a title and a few lines: words, or codes of words."""
        spoken = [self._say(language, line) if isinstance(line, str) else line for line in lines or (said,)]
        title, look = self._say(language, f"{said}_title"), (sheet and sheet.role) or "newcomer"
        return self._page("message", language, title=title, look=look, lines=spoken)

    def _say(self, language: str, code: str, **details: object) -> str:
        phone = self.desk.programme.organisation.phone
        return Speaker(language, self.desk.form).say(sentence(f"form.{code}", **{"phone": phone, **details}))

    def _page(self, template: str, language: str, **context: object) -> str:
        common = {
            "language": language, "root": self._root, "programme": self.desk.programme, "look": "newcomer",
            "say": partial(self._say, language),
        }  # fmt: skip
        return self.desk.pages.render(f"receive/{template}.html", {**common, **context})

    def _language(self) -> str:
        """The language of the address, or else the one that the reader's browser prefers."""
        first = request.path.split("/")[1]
        languages = self.desk.form.languages
        if first in languages:
            return first
        return request.accept_languages.best_match(languages) or languages[0]

    @property
    def _root(self) -> str:
        """Where we are under the address that people see, below which the proxy may have put us."""
        return urlsplit(self.desk.programme.receive.address).path.rstrip("/")


def _connection(asked: Request) -> str:
    """Where something comes from; all addresses of one household's IPv6 network count as one."""
    address = asked.remote_addr or ""
    return ":".join(address.split(":")[:4]) if ":" in address else address
