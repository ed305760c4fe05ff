"""Why a row was not used, and what to do about it."""

from enum import StrEnum


class Reason(StrEnum):
    EMPTY_ROW = "EMPTY_ROW"
    WRONG_FIELD_COUNT = "WRONG_FIELD_COUNT"
    MISSING_VALUE = "MISSING_VALUE"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_AN_INTEGER = "NOT_AN_INTEGER"
    NOT_A_DATE = "NOT_A_DATE"
    NOT_A_BOOLEAN = "NOT_A_BOOLEAN"
    NOT_A_CHOICE = "NOT_A_CHOICE"
    NOT_A_TIME_ZONE = "NOT_A_TIME_ZONE"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    NEGATIVE_QUANTITY = "NEGATIVE_QUANTITY"
    PRICE_NOT_POSITIVE = "PRICE_NOT_POSITIVE"
    BAD_SIGN = "BAD_SIGN"
    DATES_REVERSED = "DATES_REVERSED"
    DUPLICATE_KEY = "DUPLICATE_KEY"
    UNKNOWN_ITEM = "UNKNOWN_ITEM"
    UNKNOWN_SITE = "UNKNOWN_SITE"
    UNKNOWN_SUPPLIER = "UNKNOWN_SUPPLIER"
    NOT_GOODS = "NOT_GOODS"
    FILTERED = "FILTERED"


HINTS: dict[Reason, str] = {
    Reason.EMPTY_ROW: "Every field is empty; delete the row.",
    Reason.WRONG_FIELD_COUNT: "The row has more fields than the header; put text that holds the "
    "separator in double quotes.",
    Reason.MISSING_VALUE: "Fill the field in; this column must not be empty.",
    Reason.NOT_A_NUMBER: "Write a plain number such as 1234.5, or set 'decimal' and 'thousands' in "
    "the mapping.",
    Reason.NOT_AN_INTEGER: "Write a whole number without a decimal part.",
    Reason.NOT_A_DATE: "Write the date as YYYY-MM-DD, or give its format under 'dates' in the "
    "mapping.",
    Reason.NOT_A_BOOLEAN: "Write true or false.",
    Reason.NOT_A_CHOICE: "Use one of the values that docs/data-format.md lists, or translate it "
    "under 'values' in the mapping.",
    Reason.NOT_A_TIME_ZONE: "Use a name such as Europe/Rome.",
    Reason.OUT_OF_RANGE: "The value lies outside what this column can hold; check it at its "
    "source.",
    Reason.TEXT_TOO_LONG: "Shorten the text; a missing closing quote can also cause this.",
    Reason.NEGATIVE_QUANTITY: "Demand cannot be negative; map returns with "
    "'negative_quantity: returned'.",
    Reason.PRICE_NOT_POSITIVE: "The price is zero or negative, so this is not a sale; correct it "
    "or leave it out.",
    Reason.BAD_SIGN: "Receipts are positive and issues negative; correct the sign or the type.",
    Reason.DATES_REVERSED: "One date lies before another that must come first; correct them.",
    Reason.DUPLICATE_KEY: "An earlier row has the same key and other values; keep one of them, or "
    "aggregate in the mapping.",
    Reason.UNKNOWN_ITEM: "Add the item to the items file, or drop 'strict' from the mapping.",
    Reason.UNKNOWN_SITE: "Add the site to the sites file, or drop 'strict' from the mapping.",
    Reason.UNKNOWN_SUPPLIER: "Add the supplier to the suppliers file, or drop 'strict' from the "
    "mapping.",
    Reason.NOT_GOODS: "The mapping says that this code is not an article; nothing to do.",
    Reason.FILTERED: "The mapping leaves this row out on purpose; nothing to do.",
}
