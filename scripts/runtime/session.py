"""The database for as long as something needs it, with the folder held meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from scripts.runtime.database import (
    Addresses,
    Database,
    create_roles_and_database,
    embedded,
    embedded_addresses,
    given_addresses,
)
from scripts.runtime.folder_lock import FolderLock, end_orphans, is_held
from scripts.runtime.options import Options
from scripts.runtime.stopping import Stop


@contextmanager
def held_folder(options: Options, address: str) -> Iterator[int]:
    """Hold the data folder and end what a killed run left; gives how many processes that were."""
    options.places.make()
    lock = FolderLock(options.places)
    lock.take(address)
    try:
        yield end_orphans(options.places)
    finally:
        lock.release()


@contextmanager
def open_database(options: Options, stop: Stop) -> Iterator[Database]:
    """Give the database a person named, or the embedded one, which ends with this block."""
    given = given_addresses(options)
    if given is not None:
        yield Database(given, server=None)
        return
    server = embedded(options)
    try:
        server.start(stop)
        create_roles_and_database(server)
        yield Database(embedded_addresses(server), server)
    finally:
        server.stop()


@contextmanager
def borrowed_addresses(options: Options, stop: Stop) -> Iterator[Addresses]:
    """Give the database's addresses for one command, beside a run or without one."""
    server = embedded(options)
    if options.database_url is None and is_held(options.places.lock) and server.answers():
        yield embedded_addresses(server)
        return
    if options.database_url is not None:
        with open_database(options, stop) as database:
            yield database.addresses
        return
    with held_folder(options, "a command"), open_database(options, stop) as database:
        yield database.addresses
