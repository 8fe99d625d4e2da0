"""Background work of people."""

from lyceum.kit.tasks import task


@task
def read_roster(row_id: int) -> None:
    from lyceum.people.services import rosters  # services name their tasks, tasks their services

    rosters.make_diff(row_id)


@task
def apply_roster(row_id: int) -> None:
    from lyceum.people.services import rosters

    rosters.apply_diff(row_id)


@task
def run_data_request(request_uuid: str) -> None:
    from lyceum.people.services import privacy  # it queues this task

    privacy.run(request_uuid)
