"""A job as the service tells of it."""

from __future__ import annotations

from datetime import UTC, datetime

from hegui.web.jobs.job import Job


def job_record(job: Job) -> dict[str, object]:
    """A job as a JSON object."""
    return {
        "id": job.id,
        "verb": job.task.verb,
        "state": job.state.value,
        "file": job.task.name,
        "size": job.task.size,
        "sha256": job.task.sha256,
        "progress": job.progress,
        "attempts": job.attempts,
        "causes": list(job.causes),
        "cancel_requested": job.cancel,
        "created": moment(job.created),
        "changed": moment(job.changed),
        "status": job.outcome.status if job.over and job.outcome else None,
        "records": list(job.positions),
        "answer": f"/api/v1/jobs/{job.id}/answer" if job.over and job.outcome else None,
    }


def moment(milliseconds: int) -> str:
    """Milliseconds since 1970 as ISO 8601 in UTC."""
    when = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
