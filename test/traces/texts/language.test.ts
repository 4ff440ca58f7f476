import { expect, it } from "vitest"
import { languageOf } from "../../../src/traces/texts/language.js"

it.each([
  ["When do I get my refund for the order?", "English"],
  ["Wann bekomme ich mein Geld für die Bestellung zurück?", "German"],
  ["Quand est-ce que je serai remboursé pour ma commande ? Je ne sais pas.", "French"],
  ["¿Cuándo me devuelven el dinero del pedido? No lo sé.", "Spanish"],
  ["Quando riceverò il rimborso? Non ho una risposta.", "Italian"],
  ["Quando é que eu recebo o meu reembolso? Não sei onde está.", "Portuguese"],
  ["Wanneer krijg ik mijn geld terug? Het is nog niet gekomen.", "Dutch"],
  ["注文の返金はいつですか", "Japanese"],
  ["我什么时候能收到退款", "Chinese"],
  ["환불은 언제 받을 수 있나요", "Korean"],
  ["Когда я получу возврат денег?", "Cyrillic"],
  ["متى سأحصل على المبلغ", "Arabic"],
  ["Please translate 退款 into English for me, what is it?", "English"],
  ["OK", null],
  ["SELECT * FROM t", null],
  ["12345 !!!", null],
  ["", null],
])("%j is %s", (text, language) => {
  expect(languageOf(text)).toBe(language)
})
