import assert from "node:assert/strict";
import { type ArticleUpdate, type Desk, openDesk } from "../../../../store/mod.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

const ARTICLES: ArticleUpdate[] = [
  { title: "Refund policy", body: "Refunds take five days.\n\nCards are refunded first.", tags: ["billing"] },
  { title: "Password reset", body: "# Steps\nOpen the link in the email within one hour.", audience: "public" },
  { title: "Passwort zurücksetzen", body: "Öffnen Sie die Verknüpfung in der E-Mail.", language: "de" },
  {
    title: "Card payments",
    body: "A declined card needs a new expiry date. See the refund policy.",
    tags: ["billing"],
  },
];

async function openKnowledge(): Promise<Desk & AsyncDisposable> {
  const desk = await openDesk(":memory:");
  for (const article of ARTICLES) await desk.knowledge.save(null, article, BY);
  await desk.knowledge.save(null, { title: "Old refunds", body: "Refunds took ten days." }, BY);
  await desk.knowledge.archive("old-refunds", true, BY);
  return { ...desk, [Symbol.asyncDispose]: () => desk.close() };
}

async function search({ knowledge }: Desk, query: string): Promise<string[]> {
  return (await knowledge.search(query)).items.map(({ id }) => id);
}

Deno.test("searchArticles() ranks by words in any form, and leaves out archived articles", async () => {
  await using desk = await openKnowledge();
  for (
    const [query, ids] of [
      ["refunded", ["refund-policy", "card-payments"]],
      ["declined refund", ["card-payments", "refund-policy"]],
      ['"refund policy"', ["refund-policy", "card-payments"]],
      ['"policy refund"', []],
      ["link -password", []],
      ["verknüpfung", ["passwort-zurucksetzen"]],
      ["refund tag:billing", ["refund-policy", "card-payments"]],
      ["tag:billing", ["card-payments", "refund-policy"]],
      ["is:public", ["password-reset"]],
      ["language:DE", ["passwort-zurucksetzen"]],
      ["refund is:archived", ["old-refunds"]],
      ["is:archived", ["old-refunds"]],
      ["", ["card-payments", "passwort-zurucksetzen", "password-reset", "refund-policy"]],
      ["4", []],
    ] as const
  ) assert.deepEqual(await search(desk, query), ids, query);
});

Deno.test("searchArticles() finds a language in every region, or in one", async () => {
  await using desk = await openDesk(":memory:").then((desk) => ({
    ...desk,
    [Symbol.asyncDispose]: () => desk.close(),
  }));
  for (const language of ["pt", "pt-BR", "pt-PT", "ptx"]) {
    await desk.knowledge.save(language.toLowerCase(), { title: "Prazo", body: "Dez dias.", language }, BY);
  }
  for (
    const [query, ids] of [
      ["language:pt", ["pt", "pt-br", "pt-pt"]],
      ["language:PT-br", ["pt-br"]],
      ["language:pt-br,ptx", ["pt-br", "ptx"]],
      ["language:pt*", ["pt", "pt-br", "pt-pt", "ptx"]],
      ["prazo -language:pt", ["ptx"]],
    ] as const
  ) assert.deepEqual((await search(desk, query)).toSorted(), ids, query);
});

Deno.test("searchArticles() shows the part of the text that matches", async () => {
  await using desk = await openKnowledge();
  const body = `${"Nothing to see. ".repeat(100)}The frobnicator needs oil.${" Nothing more.".repeat(100)}`;
  await desk.knowledge.save(null, { title: "Machines", body }, BY);
  const { items: [found] } = await desk.knowledge.search("frobnicators");
  assert.match(found!.excerpt, /^… .*The frobnicator needs oil\..* …$/);
  assert.ok(found!.excerpt.length <= 200);
  const { items: [start] } = await desk.knowledge.search("machines");
  assert.match(start!.excerpt, /^Nothing to see\. .* …$/);
});

Deno.test("searchArticles() corrects a misspelled word", async () => {
  await using desk = await openKnowledge();
  const { items, corrections } = await desk.knowledge.search("pasword");
  assert.deepEqual([items.map(({ id }) => id), corrections], [
    ["password-reset"],
    [{ word: "pasword", searched: "password" }],
  ]);
});

Deno.test("searchArticles() follows changes of an article, and of its words only", async () => {
  await using desk = await openKnowledge();
  await desk.knowledge.save("refund-policy", { title: "Money", body: "Nothing.", tags: ["cash"] }, BY);
  assert.deepEqual(await search(desk, "five"), []);
  assert.deepEqual(await search(desk, "refund"), ["card-payments"]);
  assert.deepEqual(await search(desk, "money tag:cash"), ["refund-policy"]);
  assert.deepEqual(await search(desk, "tag:billing"), ["card-payments"]);
  await desk.knowledge.archive("old-refunds", false, BY);
  assert.deepEqual(await search(desk, "ten days"), ["old-refunds"]);
});

Deno.test("searchArticles() pages through results, with words and without", async () => {
  await using desk = await openDesk(":memory:").then((desk) => ({
    ...desk,
    [Symbol.asyncDispose]: () => desk.close(),
  }));
  for (let count = 1; count <= 25; count++) {
    await desk.knowledge.save(null, { title: `Guide ${count}`, body: "guide ".repeat(count), tags: ["guides"] }, BY);
  }
  for (const query of ["guide", "", "tag:guides"]) {
    const found: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await desk.knowledge.search(query, { limit: 10, ...cursor !== undefined && { cursor } });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    }
    assert.equal(new Set(found).size, 25, query);
    assert.equal(found.length, 25, query);
  }
  const { cursor } = await desk.knowledge.search("guide", { limit: 10 });
  await assert.rejects(desk.tickets.search("guide", { cursor: cursor! }), { code: "invalid" });
});

Deno.test("searchArticles() explains what is wrong with a query", async () => {
  await using desk = await openKnowledge();
  await assert.rejects(desk.knowledge.search("status:open"), {
    code: "invalid",
    message: /unknown filter "status".* Filters: tag, language, is\./,
  });
  await assert.rejects(desk.knowledge.search("is:secret"), { message: /Use one of internal, public, archived\./ });
});

Deno.test("articles and tickets do not find each other", async () => {
  await using desk = await openKnowledge();
  await desk.tickets.create({ subject: "Where is my refund?", customer: "ada@example.com" }, BY);
  assert.deepEqual((await desk.tickets.search("refund")).items.map(({ id }) => id), ["1"]);
  assert.deepEqual((await desk.tickets.search("policy")).items, []);
  assert.deepEqual(await search(desk, "refund"), ["refund-policy", "card-payments"]);
  assert.deepEqual(await desk.tickets.findSimilar({ text: "password reset link" }, 5), { items: [] });
});

Deno.test("findSimilarArticles() finds what a ticket is about, and nothing for an unrelated text", async () => {
  await using desk = await openKnowledge();
  const find = async (text: string) => (await desk.knowledge.findSimilar(text, 3)).map(({ id }) => id);
  assert.deepEqual(await find("Hello, my card was declined yesterday. When do I get my refund?"), [
    "card-payments",
    "refund-policy",
  ]);
  assert.deepEqual(await find("The printer is on fire"), []);
  assert.deepEqual(await find(""), []);
});
