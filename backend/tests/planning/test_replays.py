"""GET /planning/replays, /replays/{id}, its results; choosing a point of the curve."""

from sqlalchemy.orm import Session

from backend.tests.planning.replays import make_replay
from backend.tests.planning.test_planning_routes import URL, last_entry, put
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient


def test_the_newest_replay_comes_first(vic: SignedInClient, session: Session) -> None:
    older, newer = make_replay(session), make_replay(session)
    session.commit()

    rows = get_rows(vic, f"{URL}/replays")

    assert [row["id"] for row in rows] == [newer.id, older.id]
    assert_csv_holds_the_list(vic, f"{URL}/replays", "id")


def test_a_replay_says_what_it_rests_on(vic: SignedInClient, session: Session) -> None:
    replay = make_replay(session)
    session.commit()

    shown = vic.get(f"{URL}/replays/{replay.id}").get_json()

    assert (shown["holding_rate"], shown["shortage_rate"], shown["windows"]) == (0.25, 0.4, 2)
    assert (shown["correction"], shown["equal_fill_ratio"]) == (0.7, 0.8)


def test_results_are_filtered_by_policy_and_class(vic: SignedInClient, session: Session) -> None:
    replay = make_replay(session)
    make_replay(session)
    session.commit()
    url = f"{URL}/replays/{replay.id}/results"

    assert len(get_rows(vic, url)) == 10
    curve = get_rows(vic, f"{url}?policy=PROPOSED&abc_class=A")
    assert [(row["asked"], row["cost"]) for row in curve] == [(0.9, 80), (0.98, 120), (None, 100)]
    assert_csv_holds_the_list(vic, url, "id")


def test_a_replay_that_is_not_there_is_404(vic: SignedInClient) -> None:
    assert vic.get(f"{URL}/replays/4711").status_code == 404
    assert vic.get(f"{URL}/replays/4711/results").status_code == 404


def test_a_point_of_the_curve_becomes_the_policy_with_who_and_why(
    noa: SignedInClient, session: Session
) -> None:
    replay = make_replay(session)
    session.commit()
    body = {"service_level": 0.93, "reason": "the curve is flat there", "replay_id": replay.id}

    answer = put(noa, f"{URL}/service-levels/A", body)

    assert (answer.status_code, answer.get_json()["service_level"]) == (200, 0.93)
    entry = last_entry(session)
    assert (entry.actor, entry.reason) == (noa.username, "the curve is flat there")
    assert entry.before == {"service_level": 0.98}
    assert entry.after == {"service_level": 0.93, "correction": 1.25, "replay_id": replay.id}
    shown = noa.get(f"{URL}/service-levels/A").get_json()
    assert (shown["correction"], shown["replay_id"]) == (1.25, replay.id)


def test_a_level_that_is_typed_in_afterwards_is_taken_as_it_is(
    noa: SignedInClient, session: Session
) -> None:
    replay = make_replay(session)
    session.commit()
    chosen = {"service_level": 0.93, "reason": "the curve is flat there", "replay_id": replay.id}
    put(noa, f"{URL}/service-levels/A", chosen)

    shown = put(noa, f"{URL}/service-levels/A", {"service_level": 0.96}).get_json()

    assert (shown["correction"], shown["replay_id"]) == (1.0, None)


def test_a_choice_needs_a_reason_and_a_replay(noa: SignedInClient, session: Session) -> None:
    replay = make_replay(session)
    session.commit()
    url = f"{URL}/service-levels/A"

    silent = put(noa, url, {"service_level": 0.93, "replay_id": replay.id})
    unknown = put(noa, url, {"service_level": 0.93, "reason": "why not", "replay_id": 4711})

    assert (silent.status_code, silent.get_json()["code"]) == (422, "ChoiceNeedsReason")
    assert (unknown.status_code, unknown.get_json()["code"]) == (404, "ReplayNotFound")


def test_a_viewer_sees_but_chooses_nothing(vic: SignedInClient, session: Session) -> None:
    replay = make_replay(session)
    session.commit()

    body = {"service_level": 0.93, "reason": "mine", "replay_id": replay.id}

    assert put(vic, f"{URL}/service-levels/A", body).status_code == 403


def test_anonymous_is_401(client: SignedInClient) -> None:
    assert client.get(f"{URL}/replays").status_code == 401
