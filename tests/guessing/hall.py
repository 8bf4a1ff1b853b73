"""A hall of people with typing errors against a real server, which others guess at meanwhile."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import requests

from tests.faults.room import Room
from tests.faults.storm import at_once
from tests.nodes.client import Client
from tests.nodes.server import Server

DOORS = 15
HALL = "203.0.113.9"


def real_hall(folder: Path, people: int) -> list[float]:
    """Start a server, guess at it, and return the seconds after which each of the people was in."""
    server = Server(folder / "data", env={"WORKSHOP_PROXIES": "1"})
    server.make_example()
    server.start()
    try:
        room = Room(server)
        ended = threading.Event()
        guessers = threading.Thread(target=guess, args=(server.url, ended.is_set))
        guessers.start()
        try:
            return [seconds for seconds, _ in come_in(room, people, HALL)]
        finally:
            ended.set()
            guessers.join()
            room.close()
    finally:
        server.stop()


def guess(url: str, ended: Callable[[], bool]) -> None:
    """Guess from 500 addresses in turn, until it is enough."""
    guesser, number = Client(url), 0
    while not ended():
        number += 1
        guesser.http.headers["X-Forwarded-For"] = f"198.18.{number % 500 // 250}.{number % 250 + 1}"
        guesser.join(f"{10**7 + number:08}", "Guesser")
    guesser.close()


def come_in(room: Room, people: int, where: str | None = None) -> list[tuple[float, int]]:
    """Let people come in at all doors at once, every third with two wrong codes before.

    Gives of each after how many seconds they were in, and how many seconds they were told to wait.
    """
    began = time.monotonic()
    doors = [range(door, people, DOORS) for door in range(DOORS)]

    def one_door(numbers):
        return [_come_in(room, number, where, began) for number in numbers]

    return [one for each in at_once(lambda door=door: one_door(door) for door in doors) for one in each]


def _come_in(room, number, where, began):
    person, told = room.person(), 0
    if where:
        person.http.headers["X-Forwarded-For"] = where
    wrong = [f"{(int(room.code) + 7919 * (2 * number + step)) % 10**8:08}" for step in (1, 2)]
    for code in [*(wrong if number % 3 == 0 else []), room.code]:
        answer, waited = type_code(person, code)
        told += waited
        assert answer.status_code == (200 if code == room.code else 404), answer.text
    return time.monotonic() - began, told


def type_code(person: Client, code: str) -> tuple[requests.Response, int]:
    """Type a code, and again whenever it has to wait; gives the answer that is none of these, and the seconds told."""
    told = 0
    while True:
        answer = person.join(code, "In the hall")
        if answer.status_code != 429:
            return answer, told
        told += int(answer.headers["Retry-After"])
        time.sleep(int(answer.headers["Retry-After"]))
