"""What stands on papers, in the languages that people read. Pure."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

ENGLISH = {
    "waybill": "Waybill",
    "goods_received_note": "Goods received note",
    "from": "From",
    "to": "To",
    "transfer": "Transfer",
    "procurement": "Procurement",
    "intake": "Donation intake",
    "document": "Document",
    "needs_list": "Needs list",
    "event": "Event",
    "dispatched": "Dispatched",
    "expected": "Expected",
    "received_at": "Received",
    "received_by": "Counted by",
    "site": "Site",
    "sku": "SKU",
    "item": "Item",
    "lot": "Lot",
    "expires": "Expires",
    "quantity": "Quantity",
    "unit": "Unit",
    "received": "Received",
    "condition": "Condition",
    "GOOD": "Good",
    "DAMAGED": "Damaged, not in stock",
    "sent_by": "Sent by",
    "carried_by": "Carried by",
    "taken_in_by": "Taken in by",
    "checked_by": "Checked by",
    "note": "Note",
    "printed": "Printed",
    "estimated": "estimated",
    "nothing_came": "Nothing of it arrived.",
}
PORTUGUESE = {
    "waybill": "Guia de transporte",
    "goods_received_note": "Nota de recebimento",
    "from": "Origem",
    "to": "Destino",
    "transfer": "Transferência",
    "procurement": "Compra",
    "intake": "Recebimento de doação",
    "document": "Documento",
    "needs_list": "Lista de necessidades",
    "event": "Evento",
    "dispatched": "Despachada",
    "expected": "Prevista",
    "received_at": "Recebida",
    "received_by": "Conferida por",
    "site": "Local",
    "sku": "SKU",
    "item": "Item",
    "lot": "Lote",
    "expires": "Validade",
    "quantity": "Quantidade",
    "unit": "Unidade",
    "received": "Recebido",
    "condition": "Condição",
    "GOOD": "Boa",
    "DAMAGED": "Avariada, fora do estoque",
    "sent_by": "Enviado por",
    "carried_by": "Transportado por",
    "taken_in_by": "Recebido por",
    "checked_by": "Verificado por",
    "note": "Observação",
    "printed": "Impresso",
    "estimated": "estimada",
    "nothing_came": "Nada chegou.",
}
LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "pt-BR": PORTUGUESE}
# Group and decimal marks.
MARKS = {"en": (",", "."), "pt-BR": (".", ",")}
DATES = {"en": "%Y-%m-%d", "pt-BR": "%d/%m/%Y"}


class Words:
    """Labels, numbers and dates in one person's language and one site's time."""

    def __init__(self, locale: str, time_zone: str | None) -> None:
        self._locale = locale if locale in LANGUAGES else "en"
        self._zone = ZoneInfo(time_zone or "UTC")

    def __getitem__(self, key: str) -> str:
        return LANGUAGES[self._locale][key]

    def number(self, value: Decimal | str) -> str:
        group, point = MARKS[self._locale]
        plain = f"{Decimal(value).normalize():,f}"
        return plain.translate(str.maketrans(",.", group + point))

    def date(self, day: dt.date | str | None) -> str:
        if day is None:
            return ""
        found = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return found.strftime(DATES[self._locale])

    def moment(self, at: dt.datetime | None) -> str:
        """Write a moment in the site's own time, and say which time that is."""
        if at is None:
            return ""
        return at.astimezone(self._zone).strftime(f"{DATES[self._locale]} %H:%M %Z")
