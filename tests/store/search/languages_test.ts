import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";
import { openTestDesk } from "../open_test_desk.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

const TICKETS: readonly [subject: string, description: string][] = [
  ["Card payment was declined", "My card was declined by terminal v2.10.3 at 192.168.0.1, error in snake_case."], // 1
  ["O'Brien's refund", "Where are the refunds? Please e-mail me."], // 2
  ["Überweisung fehlt", "Die Überweisung von Frau Müller ist noch nicht angekommen."], // 3
  ["Paiement refusé", "Mes paiements sont refusés depuis hier, et l'argent n'est pas arrivé."], // 4
  ["Tarjeta bloqueada", "No puedo pagar con las tarjetas que me enviaron."], // 5
  ["Платёж не прошёл", "Мои платежи не проходят, что мне делать?"], // 6
  ["信用卡付款失败", "我的信用卡不能付款"], // 7
  ["カードが使えません", "昨日からｶｰﾄﾞで支払いができません"], // 8
  ["카드를 잃어버렸어요", "새 카드가 필요합니다"], // 9
  ["البطاقة لا تعمل", "لا أستطيع الدفع بالبطاقة"], // 10
  ["Ｆｕｌｌ ｗｉｄｔｈ", "Sent from a Ｊａｐａｎｅｓｅ keyboard."], // 11
  ["ไม่สามารถชำระเงินได้", "บัตรของฉันหาย"], // 12
];

const QUERIES: readonly [query: string, ...found: number[]][] = [
  ["declining", 1],
  ["2.10.3", 1],
  ["192.168", 1],
  ["snake", 1],
  ["obrien", 2],
  ["O’Brien", 2],
  ["refunded", 2],
  ["email", 2],
  ["Überweisungen", 3],
  ["Mueller", 3],
  ["muller", 3],
  ["paiement", 4],
  ["argent", 4],
  ["tarjeta", 5],
  ["платеж", 6],
  ["信用卡", 7],
  ["付款", 7],
  ["卡", 7],
  ["カード", 8],
  ["카드", 9],
  ["بطاقة", 10],
  ["full width", 11],
  ["japanese", 11],
  ["บัตร", 12],
];

Deno.test("words are found in other forms, in many languages and scripts", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (const [subject, description] of TICKETS) {
      await desk.tickets.create({ subject, description, customer: "ada@example.com" }, BY);
    }
    for (const [query, ...found] of QUERIES) {
      const { items } = await desk.tickets.search(query);
      assert.deepEqual(items.map(({ id }) => Number(id)), found, query);
    }
  } finally {
    await desk.close();
  }
});

const FORMS: readonly [text: string, ...queries: string[]][] = [
  ["Meus cartões foram recusados", "cartão", "cartao", "cartoes"], // 1
  ["A transação não aparece na minha conta", "transações", "transacoes"], // 2
  ["As viagens não foram pagas e os canais não funcionam", "viagem", "canal"], // 3
  ["변경할 수 없어요", "변경", "변경하다", "변경하고"], // 4
  ["주소 확인 부탁드립니다", "확인해야", "확인할"], // 5
  ["והתשלום לא עבר בחנות", "תשלום", "התשלום", "חנות"], // 6
  ["כרטיס חדש", "הכרטיס"], // 7
  ["أريد بطاقات جديدة من فضلك", "بطاقة", "البطاقة", "بطاقه"], // 8
  ["هذه معاملة مرفوضة في المتجر", "معاملات"], // 9
  ["מחשב שבור", "מחשב"], // 10
  ["חשב על זה", "חשב"], // 11
  ["Jag har glömt lösenordet och kan inte se ärendet", "lösenord", "losenord", "lösenordet", "ärende"], // 12
  ["Mitt kort är borta och kontot är tomt", "konto", "kontot", "kortet"], // 13
  ["Det är 2026", "2026"], // 14
  ["Vi ringer et nummer och inte mer", "nummer"], // 15
  ["카드를 분실했습니다", "분실", "분실하다", "분실되었어요"], // 16
];

Deno.test("a query finds words whose forms have no common stem", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (const [subject] of FORMS) await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
    for (const [index, [, ...queries]] of FORMS.entries()) {
      for (const query of queries) {
        const { items } = await desk.tickets.search(query);
        assert.deepEqual(items.map(({ id }) => Number(id)), [index + 1], query);
      }
    }
  } finally {
    await desk.close();
  }
});

Deno.test("a number and an address find what they name first", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (const customer of ["ada@acme.com", "bob@example.com", "ada@acme.com"]) {
      await desk.tickets.create({ subject: "Order 2 of 3, ask bob@example.com", customer }, BY);
    }
    const find = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => Number(id));
    assert.deepEqual((await find("#2"))[0], 2);
    assert.deepEqual((await find("3"))[0], 3);
    for (const two of ["２", "#２", "＃２"]) assert.deepEqual((await find(two))[0], 2, two);
    await desk.tickets.update("3", { add_links: ["relates:2"] }, BY);
    assert.deepEqual([await find("linked:＃２"), await find("order -２")], [[3], []]);
    assert.deepEqual((await find("bob@example.com"))[0], 2);
    assert.deepEqual(await find("customer:acme.com"), [3, 1]);
    assert.deepEqual(await find("order -bob AND NOT customer:acme.com"), []);
  } finally {
    await desk.close();
  }
});

Deno.test("a word is found by its start however long it is, even if its characters take several bytes", async () => {
  const desk = await openDesk(":memory:");
  try {
    const words = ["क".repeat(990), "ﷺ".repeat(100), "𝕏".repeat(400), "ไ".repeat(900)];
    for (const word of words) {
      await desk.tickets.create({ subject: "Long", description: word, customer: "a@b.com" }, BY);
    }
    const find = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => Number(id));
    for (const [index, word] of words.entries()) {
      assert.deepEqual(await find(word), [index + 1]);
      assert.deepEqual(await find(`${word}*`), [index + 1]);
      assert.deepEqual(await find(`-${word}`), [4, 3, 2, 1].filter((number) => number !== index + 1));
      for (const filter of ["tag", "assignee", "customer"]) assert.deepEqual(await find(`${filter}:${word}`), []);
      assert.deepEqual(await find(`external:${word}`), []);
    }
  } finally {
    await desk.close();
  }
});

Deno.test("no email address completes a text that is longer than addresses are", async () => {
  const desk = await openDesk(":memory:");
  try {
    assert.deepEqual(await desk.customers.completeEmail("क".repeat(2_000), 10), []);
  } finally {
    await desk.close();
  }
});

Deno.test("a ticket with a whole code comes before newer ones with its parts", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (
      const subject of ["uniqueA4 thing", "unique 4", "4 4 4 4", "Step 4 of uniqueA 4", "v2.10.3", "v 2.10.3, v 2.10.3"]
    ) {
      await desk.tickets.create({ subject, customer: "ada@acme.com" }, BY);
    }
    const find = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => Number(id));
    assert.equal((await find("uniqueA4"))[0], 1);
    assert.ok((await find("uniqueA4")).includes(4));
    assert.equal((await find("v2.10.3"))[0], 5);
    assert.deepEqual((await find("thing OR uniqueA4")).toSorted(), [1, 4], "no tickets with only the number");
    assert.deepEqual((await find("thing OR uniqueB4")).toSorted(), [1, 2, 3, 4], "no ticket has the whole code");
  } finally {
    await desk.close();
  }
});

Deno.test("an excluded code excludes the tickets that have it as a whole, and no others with its parts", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (const subject of ["qux0", "qux1", "qux 1", "qux2 v2.10.3", "2, 10 or 3", "ORD-123", "ORD-9, 123 times"]) {
      await desk.tickets.create({ subject, customer: "qx@acme.com" }, BY);
    }
    await desk.tickets.create({ subject: "Tags", customer: "qx@acme.com", tags: ["qux1", "ord-123"] }, BY);
    const find = async (query: string) =>
      (await desk.tickets.search(`customer:qx@acme.com ${query}`)).items.map(({ id }) => Number(id)).toSorted();
    assert.deepEqual(await find("-qux1"), [1, 3, 4, 5, 6, 7]);
    assert.deepEqual(await find("NOT (qux1 OR qux0)"), [3, 4, 5, 6, 7]);
    assert.deepEqual(await find("-v2.10.3"), [1, 2, 3, 5, 6, 7, 8]);
    assert.deepEqual(await find("-ord-123"), [1, 2, 3, 4, 5, 7]);
    assert.deepEqual(await find("-qux*"), [5, 6, 7], "the start of words");
    for (const query of ["-#2", "-2", "NOT 2"]) {
      assert.deepEqual(await find(query), [1, 3, 4, 6, 7, 8], `${query}: the ticket, and those with the number itself`);
    }
    assert.deepEqual(await find("-10"), [1, 2, 3, 6, 7, 8], "a number between dots");
    assert.deepEqual(await find("-1 -123"), [2, 4, 5, 8], "the numbers of two tickets, or in texts");
    assert.deepEqual(await find("-99999999999999"), [1, 2, 3, 4, 5, 6, 7, 8]);
  } finally {
    await desk.close();
  }
});

Deno.test("half-width katakana is found by full-width katakana, and the other way round", async () => {
  const desk = await openDesk(":memory:");
  try {
    const subjects = ["新ｶｰﾄﾞが使えない", "ｶｰﾄﾞ", "カードが", "ﾛｸﾞｲﾝできない", "コピー", "カド", "新ｶｰ"];
    for (const subject of subjects) await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
    const find = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => Number(id));
    for (const query of ["カード AND カード", "ｶｰﾄﾞ AND カード", '"カード"', '"ｶｰﾄﾞ"']) {
      assert.deepEqual((await find(query)).toSorted(), [1, 2, 3], query);
    }
    assert.deepEqual(await find("ログイン"), [4]);
    assert.deepEqual(await find('"コピー"'), [5]);
    assert.deepEqual((await find("カー")).toSorted(), [1, 2, 3, 7]);
    assert.deepEqual((await find("-カード")).toSorted(), [4, 5, 6, 7]);
  } finally {
    await desk.close();
  }
});

Deno.test("words are found in other forms in a language that few tickets are in", async () => {
  const desk = await openDesk(":memory:");
  try {
    await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    const create = (subject: string) => ({ ticket: { subject, customer: "ada@example.com" }, comments: [] });
    const english = Array.from({ length: 1_500 }, () => create("The card is lost"));
    const others = [
      "Die Überweisung von Frau Müller ist nicht da",
      "Мои платежи не проходят",
      "Os meus cartões foram bloqueados",
    ];
    await desk.archive.importTickets([...english, ...others.map(create)], BY.by);
    for (const [index, query] of ["Ueberweisungen", "платеж", "cartão"].entries()) {
      const { items } = await desk.tickets.search(query);
      assert.deepEqual(items.map(({ id }) => Number(id)), [1_501 + index], query);
    }
  } finally {
    await desk.close();
  }
});

Deno.test("words and names match with Arabic and Persian letters", async () => {
  await using desk = await openTestDesk();
  const create = async (name: string, email: string, subject: string) => {
    await desk.customers.create({ name, email }, BY);
    await desk.tickets.create({ subject, customer: email }, BY);
  };
  await create("علی رضایی", "ali@example.com", "کارت بانکی من گم شده است");
  await create("علي", "aly@example.com", "البطاقة و كارت بانكي");
  await create("Ada", "ada@example.com", "Card");
  const find = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => id).sort();
  for (const word of ["کارت", "كارت", "بانکی", "بانكي", "بانكى", "بانکي", "علی", "علي"]) {
    assert.deepEqual(await find(word), ["1", "2"], word);
  }
  const { items } = await desk.customers.search("على");
  assert.deepEqual(items.map(({ email }) => email).sort(), ["ali@example.com", "aly@example.com"]);
});
