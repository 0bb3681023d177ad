import assert from "node:assert/strict";
import { assertRefused, BY, HOST, MINUTE, openTestDesk, START, type TestDesk } from "../../open_test_desk.ts";

async function openDeskWithCustomers(): Promise<TestDesk> {
  const desk = await openTestDesk();
  await desk.customers.create({ email: "jo.smith@example.com", name: "Jo Smith", account_tier: "pro" }, BY);
  await desk.customers.create({ email: "ana@example.org", name: "Ana Núñez", status: "suspended" }, BY);
  await desk.customers.create({ email: "jo@acme.test", name: "Jo Ann Doe", account_tier: "enterprise" }, BY);
  return desk;
}

const findNames = async (desk: TestDesk, query: string) =>
  (await desk.customers.search(query)).items.map(({ email }) => email);

Deno.test("create() creates an account with defaults", async () => {
  await using desk = await openTestDesk();
  const customer = await desk.customers.create({ email: " Ada@Example.COM ", name: " Ada " }, BY);
  assert.deepEqual(customer, {
    email: "ada@example.com",
    name: "Ada",
    account_tier: "free",
    status: "active",
    notes: "",
    revision: 1,
    created_at: START,
    updated_at: START,
  });
  assert.deepEqual(await desk.customers.get("ADA@example.com"), customer);
});

Deno.test("create() rejects invalid accounts, and changes nothing", async () => {
  await using desk = await openDeskWithCustomers();
  const create = (fields: object) => () =>
    desk.customers.create({ email: "new@example.com", name: "New", ...fields }, BY);
  await assertRefused(
    desk,
    "already_exists",
    /jo@acme\.test already exists.*update_account/,
    create({ email: "JO@acme.test" }),
  );
  for (const email of ["", "no-address", "a@b@c", "@b", "a@", "a b@c", "x".repeat(251) + "@b.c"]) {
    await assertRefused(desk, "invalid", /is not an email address/, create({ email }));
  }
  await assertRefused(desk, "invalid", /name is empty/, create({ name: "" }));
  await assertRefused(desk, "invalid", /name is too long: 100,000 characters/, create({ name: "x".repeat(100_000) }));
  await assertRefused(desk, "invalid", /notes is too long: 100,000 characters/, create({ notes: "x".repeat(100_000) }));
});

Deno.test("get() rejects unknown customers", async () => {
  await using desk = await openTestDesk();
  await assertRefused(desk, "not_found", /^Customer x@y\.z not found\.$/, () => desk.customers.get("X@y.z"));
  await assertRefused(desk, "not_found", /^Customer x@y\.z not found\.$/, () => desk.customers.listEvents("x@y.z"));
  await assertRefused(desk, "not_found", /^Customer x@y\.z not found\.$/, () => desk.customers.update("x@y.z", {}, BY));
});

Deno.test("update() changes the given fields and records their previous values", async () => {
  await using desk = await openDeskWithCustomers();
  desk.clock.now += MINUTE;
  const updated = await desk.customers.update("jo@acme.test", { account_tier: "free", notes: "Owes us." }, BY);
  assert.deepEqual(
    [updated.name, updated.account_tier, updated.notes, updated.revision, updated.updated_at],
    ["Jo Ann Doe", "free", "Owes us.", 2, "2026-11-01T09:01:00.000Z"],
  );
  const { items } = await desk.customers.listEvents("jo@acme.test");
  assert.deepEqual(items.map(({ what }) => what), ["created", "updated"]);
  assert.deepEqual(items[1], {
    email: "jo@acme.test",
    revision: 2,
    at: "2026-11-01T09:01:00.000Z",
    what: "updated",
    by: HOST,
    before: { account_tier: "enterprise", notes: "" },
    after: { account_tier: "free", notes: "Owes us." },
  });
});

Deno.test("update() without a difference changes nothing", async () => {
  await using desk = await openDeskWithCustomers();
  const before = await desk.customers.get("jo@acme.test");
  desk.clock.now += MINUTE;
  assert.deepEqual(await desk.customers.update("jo@acme.test", { name: " Jo Ann Doe ", status: "active" }, BY), before);
});

Deno.test("update() with a stale revision changes nothing and describes the current account", async () => {
  await using desk = await openDeskWithCustomers();
  await desk.customers.update("jo@acme.test", { status: "suspended" }, BY);
  const update = () => desk.customers.update("jo@acme.test", { name: "Jo" }, { ...BY, expectedRevision: 1 });
  await assertRefused(desk, "stale_revision", /is at revision 2, not 1.*now suspended, with tier enterprise/, update);
});

Deno.test("search() finds customers by words of name and email, by tier and status", async () => {
  await using desk = await openDeskWithCustomers();
  assert.deepEqual(await findNames(desk, ""), ["ana@example.org", "jo.smith@example.com", "jo@acme.test"]);
  assert.deepEqual(await findNames(desk, "jo"), ["jo.smith@example.com", "jo@acme.test"]);
  assert.deepEqual(await findNames(desk, "JO doe"), ["jo@acme.test"]);
  assert.deepEqual(await findNames(desk, "nunez"), ["ana@example.org"]);
  assert.deepEqual(await findNames(desk, "example"), ["ana@example.org", "jo.smith@example.com"]);
  assert.deepEqual(await findNames(desk, "Jo.Smith@example.com"), ["jo.smith@example.com"]);
  assert.deepEqual(await findNames(desk, "example status:active"), ["jo.smith@example.com"]);
  assert.deepEqual(await findNames(desk, "tier:Enterprise jo"), ["jo@acme.test"]);
  assert.deepEqual(await findNames(desk, "jo tier:free"), []);
});

Deno.test("search() finds names with and without their apostrophe", async () => {
  await using desk = await openTestDesk();
  await desk.customers.create({ email: "a@example.com", name: "Maeve O'Brien" }, BY);
  await desk.customers.create({ email: "b@example.com", name: "Obrien Smith" }, BY);
  await desk.customers.create({ email: "c@example.com", name: "Tom O’Brien", account_tier: "pro" }, BY);
  await desk.customers.create({ email: "d@example.com", name: "Rosa Dell'Acqua", organization: "McDonald's" }, BY);
  for (const query of ["obrien", "O'Brien", "o’brien"]) {
    assert.deepEqual(await findNames(desk, query), ["a@example.com", "b@example.com", "c@example.com"], query);
  }
  assert.deepEqual(await findNames(desk, "obrien tier:pro"), ["c@example.com"]);
  assert.deepEqual(await findNames(desk, "smith o'brien"), ["b@example.com"]);
  for (const query of ["dellacqua", "mcdonalds", "dell'acqua mcdonald's"]) {
    assert.deepEqual(await findNames(desk, query), ["d@example.com"], query);
  }
  const first = await desk.customers.search("obrien", { limit: 2 });
  const second = await desk.customers.search("obrien", { limit: 2, cursor: first.cursor! });
  assert.deepEqual([first.items.length, second.items.map(({ email }) => email)], [2, ["c@example.com"]]);
});

Deno.test("search() follows changes", async () => {
  await using desk = await openDeskWithCustomers();
  await desk.customers.update("jo@acme.test", { name: "Josephine Doe", status: "suspended" }, BY);
  assert.deepEqual(await findNames(desk, "ann"), []);
  assert.deepEqual(await findNames(desk, "jo"), ["jo.smith@example.com", "jo@acme.test"]);
  assert.deepEqual(await findNames(desk, "josephine status:suspended"), ["jo@acme.test"]);
});

Deno.test("search() continues at its cursor", async () => {
  await using desk = await openDeskWithCustomers();
  for (const query of ["", "jo status:active"]) {
    const all = await findNames(desk, query);
    const first = await desk.customers.search(query, { limit: all.length - 1 });
    assert.deepEqual(first.items.map(({ email }) => email), all.slice(0, -1));
    const second = await desk.customers.search(query, { limit: 1, cursor: first.cursor! });
    assert.deepEqual([second.items.map(({ email }) => email), second.cursor], [all.slice(-1), null]);
  }
});

Deno.test("search() explains queries that it cannot parse", async () => {
  await using desk = await openDeskWithCustomers();
  const search = (query: string) => () => desk.customers.search(query);
  await assertRefused(desk, "invalid", /column 4: "tier:prro".*did you mean "pro"/, search("jo tier:prro"));
  await assertRefused(desk, "invalid", /column 1.*take tier:, status:/, search("plan:pro"));
  await assertRefused(desk, "invalid", /cannot be excluded/, search("-jo"));
  await assertRefused(desk, "invalid", /600 characters/, search("x".repeat(600)));
  await assertRefused(
    desk,
    "invalid",
    /cursor is not from this list/,
    () => desk.customers.search("", { cursor: "x" }),
  );
});

Deno.test("completeEmail() returns addresses with the prefix", async () => {
  await using desk = await openDeskWithCustomers();
  assert.deepEqual(await desk.customers.completeEmail("JO", 10), ["jo.smith@example.com", "jo@acme.test"]);
  assert.deepEqual(await desk.customers.completeEmail("", 2), ["ana@example.org", "jo.smith@example.com"]);
  assert.deepEqual(await desk.customers.completeEmail("x", 10), []);
});

Deno.test("findNames() returns the names of known addresses", async () => {
  await using desk = await openDeskWithCustomers();
  const { name } = await desk.customers.get("ana@example.org");
  const names = await desk.customers.findNames(["ana@example.org", "no.one@example.com", "ana@example.org"]);
  assert.deepEqual([...names], [["ana@example.org", name]]);
  assert.deepEqual([...await desk.customers.findNames([])], []);
});

Deno.test("customers belong to the organization of their domain, unless one was set by hand", async () => {
  await using desk = await openTestDesk();
  const create = (email: string, fields = {}) => desk.customers.create({ email, name: "Name", ...fields }, BY);
  assert.ok(!("organization" in await create("ada@acme.com")));
  await create("ben@mail.eu.acme.com");
  await create("cleo@notacme.com");
  assert.equal((await create("dora@acme.com", { organization: " Dora\nLtd " })).organization, "Dora Ltd");
  await desk.settings.change(() => ({ organizations: { "acme.com": "Acme", "eu.acme.com": "Acme Europe" } }), BY);
  const { items } = await desk.customers.search("");
  assert.deepEqual(items.map(({ organization }) => organization), ["Acme", "Acme Europe", undefined, "Dora Ltd"]);
  assert.equal((await desk.customers.get("ada@acme.com")).organization, "Acme");
  assert.equal(Object.keys(items[0]!).at(-1), "organization");
});

Deno.test("search() finds customers by the organization that their accounts show", async () => {
  await using desk = await openTestDesk();
  const create = (email: string, fields = {}) => desk.customers.create({ email, name: "Name", ...fields }, BY);
  for (const email of ["ada@globe.example", "ben@eu.globe.example", "cleo@globe.test", "eve@hat.example"]) {
    await create(email);
  }
  await create("dora@globe.example", { organization: "Dora's Hats" });
  await create("finn@other.example", { organization: "globex corp" });
  const find = async (query: string) => (await desk.customers.search(query)).items.map(({ email }) => email);
  assert.deepEqual(await find("globex"), ["finn@other.example"]);
  const organizations = { "globe.example": "Globex Corp", "hat.example": "O'Hat", "none.example": "Globex None" };
  await desk.settings.change(() => ({ organizations }), BY);
  const globex = ["ada@globe.example", "ben@eu.globe.example", "finn@other.example"];
  for (
    const [query, emails] of [
      ["globex", globex],
      ["Corp GLOBEX tier:free", globex],
      ["globex ben", ["ben@eu.globe.example"]],
      ["globex tier:pro", []],
      ["globex none", []],
      ["globe", ["ada@globe.example", "ben@eu.globe.example", "cleo@globe.test", "dora@globe.example"]],
      ["hats", ["dora@globe.example"]],
      ["ohat", ["eve@hat.example"]],
      ["o'hat", ["eve@hat.example"]],
    ] as const
  ) assert.deepEqual(await find(query), emails, query);
  const { items, cursor } = await desk.customers.search("globex", { limit: 2 });
  assert.deepEqual(items.map(({ email }) => email), globex.slice(0, 2));
  const rest = await desk.customers.search("globex", { limit: 2, cursor: cursor! });
  assert.deepEqual([rest.items.map(({ email }) => email), rest.cursor], [globex.slice(2), null]);
  await desk.settings.change(() => ({ organizations: { "globe.example": "Initech" } }), BY);
  assert.deepEqual(await find("globex"), ["finn@other.example"]);
  assert.deepEqual(await find("initech"), ["ada@globe.example", "ben@eu.globe.example"]);
});

Deno.test("organizations that differ only in case are one, in the first spelling of the settings", async () => {
  await using desk = await openTestDesk();
  const create = (email: string, fields = {}) => desk.customers.create({ email, name: "Name", ...fields }, BY);
  await desk.settings.change(() => ({ organizations: { "acme.com": "Acme", "acme.de": "ACME" } }), BY);
  await create("ada@acme.com");
  await create("ben@acme.de");
  assert.equal((await create("cleo@example.com", { organization: "acme" })).organization, "Acme");
  assert.deepEqual(
    (await desk.customers.search("")).items.map(({ organization }) => organization),
    Array(3).fill("Acme"),
  );
});

Deno.test("update() sets and removes an organization by hand, and records it", async () => {
  await using desk = await openDeskWithCustomers();
  await desk.settings.change(() => ({ organizations: { "acme.test": "Acme" } }), BY);
  const update = (organization: string) => desk.customers.update("jo@acme.test", { organization }, BY);
  const { revision } = await desk.customers.get("jo@acme.test");
  assert.equal((await update("")).revision, revision, "there was nothing to remove");
  const moved = await update("Roadrunner Traps");
  assert.deepEqual([moved.organization, moved.revision], ["Roadrunner Traps", revision + 1]);
  assert.deepEqual((await desk.customers.search("roadrunner")).items, [moved]);
  const back = await update("");
  assert.deepEqual([back.organization, back.revision], ["Acme", revision + 2]);
  assert.deepEqual((await desk.customers.search("roadrunner")).items, []);
  const { items: events } = await desk.customers.listEvents("jo@acme.test");
  assert.deepEqual(events.slice(-2).map(({ after }) => after), [
    { organization: "Roadrunner Traps" },
    { organization: "" },
  ]);
  await assertRefused(desk, "invalid", /organization is too long/, () => update("x".repeat(201)));
});

Deno.test("organizations that were set by hand are exported and imported, and those of domains are not", async () => {
  await using desk = await openDeskWithCustomers();
  await desk.settings.change(() => ({ organizations: { "acme.test": "Acme" } }), BY);
  await desk.customers.update("jo@acme.test", { organization: "Traps" }, BY);
  await desk.customers.update("jo@acme.test", { organization: "" }, BY);
  const archived = await Array.fromAsync(desk.archive.exportCustomers());
  assert.equal(archived.find(({ customer }) => customer.email === "jo@acme.test")!.customer.organization, "");
  await using copy = await openTestDesk();
  const results = await copy.archive.importCustomers(archived, BY.by);
  assert.deepEqual(new Set(results.map(({ outcome }) => outcome)), new Set(["added"]));
  assert.deepEqual(await Array.fromAsync(copy.archive.exportCustomers()), archived);
  assert.ok(!("organization" in await copy.customers.get("jo@acme.test")));
});
