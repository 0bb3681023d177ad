import assert from "node:assert/strict";
import type { Desk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY, importFile, openEmptyDesk, writeFiles } from "../import_file.ts";

const MERGED = { status: "closed", resolution: "Merged." } as const;
const HASH = "0".repeat(64);

function ticket(id: string | undefined, fields: object = {}, rest: object = {}): object {
  const values = { ...id !== undefined && { id }, subject: `Ticket ${id}`, customer: "ada@example.com", ...fields };
  return { type: "ticket", ticket: values, ...rest };
}

const merge = (id: string, into: string, fields: object = {}) =>
  ticket(id, { ...MERGED, merged_into: into, ...fields });

const customer = (email: string, fields: object = {}) => ({
  type: "customer",
  customer: { email, name: "Ada", ...fields },
});

function article(id: string, body: string): object {
  const content = { title: "Refunds", body, tags: [], language: null, audience: "internal", archived: false };
  const by = { kind: "person", name: "dana", version: null };
  return {
    ...{ type: "article", id },
    revisions: [{ revision: 1, at: "2026-01-01T00:00:00.000Z", what: "created", by, content }],
  };
}

const settings = (document: object) => ({
  type: "settings",
  revisions: [{
    ...{ revision: 1, at: "2026-01-01T00:00:00.000Z", changed: Object.keys(document), document },
    by: { kind: "person", name: "dana", version: null },
  }],
});

const FIELDS = { fields: { plan: { type: "choice", choices: ["Free", "Pro"] } } };

async function describeFile(name: string, text: string): Promise<object> {
  const bytes = new TextEncoder().encode(text);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  return { name, type: "text/plain", size: bytes.length, sha256: digest, added_at: "2026-01-01T00:00:00.000Z" };
}

const attachment = (ticket_id: string, name: string, text: string) => ({
  ...{ type: "attachment", ticket_id, name, base64: btoa(text) },
});

/** The lines of a file, and what their import says. */
const CASES: [name: string, lines: object[], problems: RegExp[]][] = [
  ["sound tickets", [ticket("1"), ticket(undefined, { external_id: "zendesk:1" })], []],
  ["a merge into the ticket itself", [merge("1", "1")], [/merged_into cannot be 1, the ticket itself/]],
  ["a cycle of merges", [merge("1", "2"), merge("2", "3"), merge("3", "1")], [
    /which is merged into this ticket already/,
    /#2 is merged into #3, which was not found/,
  ]],
  ["a cycle with a ticket of the desk", [merge("50", "49")], [/merged_into cannot be 49, which is merged/]],
  ["a merge into a later line", [merge("1", "2"), ticket("2")], []],
  ["a merge into a missing ticket", [merge("1", "99")], [/#1 is merged into #99, which was not found/]],
  ["a merge into a ticket of the desk", [merge("1", "40")], []],
  ["a merged ticket that is open", [ticket("1", { merged_into: "2" })], [/A merged ticket must be closed/]],
  ["a target that is no id", [merge("1", "abc")], [/merged_into cannot be "abc"/]],
  ["links that one ticket has", [ticket("1", { links: [{ relation: "parent", id: "2" }] }), ticket("2")], []],
  ["a link to a missing ticket", [ticket("1", { links: [{ relation: "parent", id: "99" }] })], [
    /parent:99 of ticket #1 is not complete/,
  ]],
  ["a link to the ticket itself", [ticket("1", { links: [{ relation: "relates", id: "1" }] })], [/the ticket itself/]],
  [
    "a cycle of parents",
    [
      ticket("1", { links: [{ relation: "parent", id: "2" }] }),
      ticket("2", { links: [{ relation: "parent", id: "1" }] }),
    ],
    [/parents cannot form a cycle/],
  ],
  [
    "two parents from two sides",
    [
      ticket("1", { links: [{ relation: "child", id: "3" }] }),
      ticket("2", { links: [{ relation: "child", id: "3" }] }),
      ticket("3"),
    ],
    [/#3 already has the parent #1/],
  ],
  [
    "a cycle of parents over a merge",
    [
      ticket("1", { links: [{ relation: "parent", id: "2" }] }),
      merge("2", "3"),
      ticket("3", { links: [{ relation: "parent", id: "1" }] }),
    ],
    [/parents cannot form a cycle/],
  ],
  ["the same ticket twice", [ticket("1"), ticket("1")], []],
  ["two tickets with one id", [ticket("1"), ticket("1", { priority: "high" })], [
    /#1 already exists, with a different priority/,
  ]],
  ["another ticket of the desk", [ticket("40", { subject: "Other" })], [
    /#40 already exists, with a different subject/,
  ]],
  [
    "one external id twice",
    [ticket(undefined, { external_id: "x:1" }), ticket(undefined, { external_id: "x:1", subject: "Other" })],
    [],
  ],
  ["a ticket without an id, and its number", [ticket(undefined), ticket("51", { subject: "Other" })], [
    /#51 already exists/,
  ]],
  ["a customer twice", [customer("new@example.com"), customer("new@example.com", { name: "Other" })], [
    /different name/,
  ]],
  ["an address that is none", [customer("none"), ticket("1", { customer: "none" })], [/none/, /none/]],
  ["a tier that is none", [customer("new@example.com", { account_tier: "gold" })], [/account_tier/]],
  ["a status that is none", [ticket("1", { status: "lost" })], [/status/]],
  ["an empty subject", [ticket("1", { subject: " " })], [/subject/]],
  ["a long description", [ticket("1", { description: "x".repeat(100_001) })], [/description/]],
  ["a closed ticket without a resolution", [ticket("1", { status: "closed" })], [/resolution/]],
  ["a time in the future", [ticket("1", { created_at: "2999-01-01T00:00:00Z" })], [/created_at/]],
  ["a history that is missing", [ticket("1", { revision: 4 })], [/revision is 4/]],
  ["settings and their fields", [settings(FIELDS), ticket("1", { custom: { plan: "pro" } })], []],
  ["a field that is none", [ticket("1", { custom: { plan: "pro" } })], [/custom/]],
  ["a value that is none", [settings(FIELDS), ticket("1", { custom: { plan: "gold" } })], [/plan/]],
  ["settings twice", [settings(FIELDS), settings({ reopen_days: 3 })], [/other settings already/]],
  ["settings that are wrong", [settings({ reopen_days: -1 })], [/reopen_days/]],
  ["an article twice", [article("refunds", "One"), article("refunds", "Two")], [/Article refunds already exists/]],
  ["an article without a text", [article("refunds", "")], [/body/]],
  ["a line that is none", [{ type: "unknown" }], [/Not a valid line/]],
];

for (const [name, lines, problems] of CASES) {
  Deno.test(`a dry run says what the import says of ${name}`, () => compare(lines, problems));
}

Deno.test("a dry run says what the import says of files", async () => {
  const attachments = [await describeFile("a.txt", "A"), await describeFile("b.txt", "B")];
  const lines = [
    ticket("1", { attachments }),
    attachment("1", "a.txt", "A"),
    attachment("1", "a.txt", "A"),
    attachment("1", "b.txt", "Not B"),
    attachment("1", "c.txt", "C"),
    attachment("99", "a.txt", "A"),
    ticket("2", { attachments: [{ ...attachments[0], sha256: HASH }] }),
    attachment("2", "a.txt", "A"),
  ];
  await compare(lines, [/bytes differ/, /lists no file "c.txt"/, /#99 not found/, /bytes differ/]);
});

/** Compares both on a desk with the tickets #40 and #49, which is merged into #50. */
async function compare(lines: object[], problems: RegExp[]): Promise<void> {
  await using desk = await openEmptyDesk();
  await using folder = await TemporaryFolder.create();
  const toFile = (name: string, all: object[]) =>
    writeFiles(folder.path, {
      [name]: [{ type: "support-mcp", version: 1 }, ...all].map((line) => `${JSON.stringify(line)}\n`).join(""),
    });
  await toFile("desk.jsonl", [ticket("40"), merge("49", "50")]);
  await toFile("t.jsonl", lines);
  await importFile(desk, folder.file("desk.jsonl"));
  const before = await listAll(desk);
  const rehearsed = await importFile(desk, folder.file("t.jsonl"), { archive: desk.archive.dryRun() });
  assert.deepEqual(await listAll(desk), before, "a dry run writes nothing");
  const real = await importFile(desk, folder.file("t.jsonl"));
  assert.deepEqual(maskTime(rehearsed), maskTime(real));
  const said = [...rehearsed.refused, ...rehearsed.remarks];
  assert.equal(said.length, problems.length, said.join("\n"));
  for (const [index, problem] of problems.entries()) assert.match(said[index]!, problem);
}

/** Masks the present time in texts. */
function maskTime(result: object): string {
  return JSON.stringify(result).replaceAll(/it is \S+ now/g, "it is … now");
}

async function listAll({ archive, settings }: Desk): Promise<unknown[]> {
  const lists = [archive.exportTickets(), archive.exportCustomers(), archive.exportArticles()];
  return [...await Promise.all(lists.map((list) => Array.fromAsync<unknown>(list))), await settings.read(), BY];
}
