"""From a request with an upload to its answer: received, worked on, recorded, answered; or kept
as a job, at once or because it may be sent again."""

from __future__ import annotations

import json
import secrets

from fastapi import Request, Response

from hegui.web.access.account import account_of
from hegui.web.api.options import Options, WritingOptions
from hegui.web.isolation.wire import Answer
from hegui.web.jobs.job import Job, repeats_key
from hegui.web.jobs.shown import job_record
from hegui.web.problems import MEDIA_TYPE, Problem
from hegui.web.results import FileAnswer, MixedAnswer, Result
from hegui.web.service import Service, language_of, service_of, task_of
from hegui.web.store.store import now
from hegui.web.uploads.sources import uploaded
from hegui.web.uploads.upload import Upload

_LONGEST_KEY = 255
_PATIENCE = 300.0  # seconds for which a request waits for its job


async def answer(request: Request, verb: str, options: Options) -> Response:
    """The answer to a request that carries an upload. Raises Problem."""
    service, lang = service_of(request), language_of(request)
    later = _respond_later(request.headers.get("prefer", ""))
    repeats = _repeats(request)
    async with uploaded(request, service, options.name, options.address) as upload:
        service.metrics.uploaded.inc(upload.size)
        if later or repeats is not None:
            return await _as_job(request, service, verb, options, upload, repeats, later=later)
        done, result = await service.perform(verb, upload, lang, options.told())
    try:
        positions = await service.record(done.records)
    except BaseException:
        if result is not None:
            result.close()
        raise
    return _shown(done, result, lang, options, positions)


def _shown(
    done: Answer, result: Result | None, lang: str, options: Options, positions: tuple[int, ...]
) -> Response:
    if result is None:
        return answered(done, lang, positions)
    mixed = isinstance(options, WritingOptions) and options.answer == "multipart"
    if mixed:
        return MixedAnswer(done.body, result, lang, positions)
    return FileAnswer(result, lang, positions)


def answered(done: Answer, lang: str, positions: tuple[int, ...] = ()) -> Response:
    """An answer of a worker's that has no file, as it goes out."""
    media_type = MEDIA_TYPE if done.kind else done.media_type
    headers = {"Content-Language": lang, "Vary": "Accept-Language", "Content-Type": media_type}
    if positions:
        headers["Hegui-Records"] = ", ".join(map(str, positions))
    return Response(done.body, done.status, headers)


async def outcome(service: Service, job: Job, *, mixed: bool = False) -> Response:
    """What a job that is over gave, as its request would have been answered. Raises Problem."""
    if job.spool != service.files.identity:
        raise Problem("Elsewhere", "the files of this job are kept by another server")
    kept = job.outcome
    if kept is None:
        raise Problem("NotFound", "the job has no answer: it is {state}", state=job.state.value)
    lang = job.task.lang
    body = await service.threaded(service.files.answer, job.id)
    if kept.written is None:
        told = Answer(kept.status, body, kept.kind, kept.media_type)
        return answered(told, lang, job.positions)
    result = Result(kept.written, await service.threaded(service.files.result, job.id))
    if mixed:
        return MixedAnswer(body, result, lang, job.positions)
    return FileAnswer(result, lang, job.positions)


def accepted(job: Job) -> Response:
    """A job that is acknowledged and not over (RFC 7240, respond-async)."""
    headers = {
        "Location": f"/api/v1/jobs/{job.id}",
        "Preference-Applied": "respond-async",
        "Content-Type": "application/json",
    }
    body = json.dumps(job_record(job), ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, 202, headers)


async def _as_job(
    request: Request,
    service: Service,
    verb: str,
    options: Options,
    upload: Upload,
    repeats: str | None,
    *,
    later: bool,
) -> Response:
    moment = now()
    task = task_of(verb, upload, language_of(request), options.told())
    account = account_of(request).id
    job = Job(
        secrets.token_hex(16),
        account,
        service.files.identity,
        task,
        moment,
        moment,
        repeats=repeats,
    )
    kept = None
    if repeats is not None:
        kept = await service.threaded(service.jobs.repeated, repeats)
    if kept is None:
        await service.threaded(service.files.keep, job.id, upload)
        try:
            kept = await service.runner.add(job)
        finally:
            if kept is not None and kept.id != job.id:
                await service.threaded(service.files.drop, job.id)
    if not job.same_request(kept):
        raise Problem("Conflict", "the Idempotency-Key was used before, for another request")
    if later:
        return accepted(kept)
    found = await service.runner.wait(kept.id, _PATIENCE)
    if found is None or not found.over:
        return accepted(found or kept)
    mixed = isinstance(options, WritingOptions) and options.answer == "multipart"
    return await outcome(service, found, mixed=mixed)


def _respond_later(prefer: str) -> bool:
    """Whether a Prefer header (RFC 7240) asks not to wait."""
    return any(part.strip().lower() == "respond-async" for part in prefer.split(","))


def _repeats(request: Request) -> str | None:
    """Under what a repeated request is found; None without an Idempotency-Key."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not key or len(key) > _LONGEST_KEY:
        raise Problem(
            "Malformed", "an Idempotency-Key has 1 to {most} characters", most=_LONGEST_KEY
        )
    return repeats_key(account_of(request).id, key)
