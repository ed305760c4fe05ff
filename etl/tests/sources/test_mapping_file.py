import pytest

from etl.sources.errors import MappingInvalid
from etl.sources.mapping import ColumnSource, Operator
from etl.sources.mapping_file import parse_mapping

DEMAND = "date: Day, sku: Code, quantity: Units"


def file_of(extra: str = "", columns: str = DEMAND) -> str:
    return f"files:\n  - file: '*'\n    target: demand\n    columns: {{{columns}}}\n{extra}"


def test_a_plain_text_is_a_header() -> None:
    mapping = parse_mapping(file_of(), "m.yaml")

    assert mapping.files[0].columns["sku"] == ColumnSource(column="Code")


def test_yaml_numbers_stand_for_the_text_in_the_file() -> None:
    filters = "    filters: [{column: Units, op: less_or_equal, value: 0}]\n"

    rule = parse_mapping(file_of(filters), "m.yaml").files[0].filters[0]

    assert (rule.op, rule.value) == (Operator.LESS_OR_EQUAL, "0")


def test_every_header_is_known_once() -> None:
    columns = "date: Day, sku: {template: '{Brand}-{Code}'}, quantity: Units, unit_price: Units"

    headers = parse_mapping(file_of(columns=columns), "m.yaml").files[0].read_headers

    assert headers == ("Day", "Brand", "Code", "Units")


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("files: [", "line", "indentation"),
        ("- 1", "the whole file", "Begin with"),
        (file_of("    colums: {}\n"), "files[0].colums", "Did you mean 'columns'?"),
        ("files:\n  - target: demand\n    columns: {sku: a}\n", "files[0].file", "Add it"),
        (file_of(columns="date: Day, sku: Code"), "files[0]", "needs the column 'quantity'"),
        (file_of(columns=DEMAND + ", colour: X"), "files[0]", "'colour' is not a column of demand"),
        (file_of("    aggregate: week\n"), "files[0].aggregate", "day"),
        (file_of("    thousands: '.'\n"), "files[0]", "must differ"),
        (
            file_of(columns=DEMAND + ", site_code: {constant: A, code: B}"),
            "site_code",
            "exactly one",
        ),
        (
            file_of("    filters: [{column: A, op: less_than, value: much}]\n"),
            "files[0].filters[0]",
            "needs a number",
        ),
        (
            file_of("    derived: {orders: {columns: {sku: Code}}}\n"),
            "files[0]",
            "list the file once more",
        ),
        ("organisation: {currency: euro}", "organisation.currency", ""),
        ("organisation: {time_zone: Mars/Olympus}", "organisation.time_zone", "Europe/Rome"),
    ],
)
def test_an_error_names_file_key_and_remedy(text: str, key: str, remedy: str) -> None:
    with pytest.raises(MappingInvalid) as caught:
        parse_mapping(text, "ours.yaml")

    sentence = str(caught.value)
    assert "ours.yaml" in sentence
    assert key in sentence
    assert remedy in sentence
    assert "\n" not in sentence
