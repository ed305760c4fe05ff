export const documents = {
  "lines.title": "Linhas",
  "lines.add": "Adicionar linha",
  "lines.number": "Linha {number}",
  "lines.item": "Item",
  "lines.item.hint": "Digite um nome ou SKU",
  "lines.quantity": "Quantidade",
  "lines.price": "Preço unitário",
  "lines.remove": "Remover esta linha",
  "lines.remove.number": "Remover a linha {number}",
  "lines.another-lot": "Outro lote",
  "lines.incomplete": "Cada linha precisa de um item e de uma quantidade acima de zero.",
} as const;
