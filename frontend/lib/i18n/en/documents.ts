/** Words that the forms of all documents share. */
export const documents = {
  "document.event": "Event",
  "document.event.hint": "What it is for; leave it empty where it belongs to none.",
  "document.event.none": "No event",
  "lines.title": "Lines",
  "lines.add": "Add a line",
  "lines.number": "Line {number}",
  "lines.item": "Item",
  "lines.item.hint": "Type a name or SKU",
  "lines.quantity": "Quantity",
  "lines.price": "Unit price",
  "lines.remove": "Remove this line",
  "lines.remove.number": "Remove line {number}",
  "lines.another-lot": "Another lot",
  "lines.incomplete": "Every line needs an item and a quantity above zero.",
} as const;
