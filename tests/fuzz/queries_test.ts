import assert from "node:assert/strict";
import { DeskError } from "../../store/mod.ts";
import fc from "../fast_check.ts";
import { openDemoDesk } from "../server/connect.ts";
import { FuzzHost } from "./fuzz_host.ts";
import { hostileText } from "./hostile_values.ts";

const FIELDS = [
  "status",
  "priority",
  "tier",
  "assignee",
  "by",
  "tag",
  "customer",
  "external",
  "is",
  "view",
  "created",
  "updated",
  "closed",
  "due",
  "nonsense",
];

const VALUES = [
  "open",
  "open,closed",
  "high",
  "none",
  "me",
  "net*",
  "*",
  "a@b.c",
  "b.c",
  "overdue",
  "waiting",
  "mine",
  "2026-11-01",
  "2026-02-31",
  "7d",
  "-7d",
  "999999999d",
  '"two words"',
  '"',
  "",
];

const filter = fc.tuple(
  fc.constantFrom("", "-", "NOT "),
  fc.constantFrom(...FIELDS),
  fc.constantFrom(":", ">", "<", ">=", ":>", "::"),
  fc.oneof(fc.constantFrom(...VALUES), hostileText),
).map((parts) => parts.join(""));

const piece = fc.oneof(
  fc.constantFrom(
    "refund",
    "login",
    "AND",
    "OR",
    "NOT",
    "(",
    ")",
    '"',
    '"exact phrase"',
    "pre*",
    "*",
    "-",
    "--x",
    "#42",
  ),
  filter,
  hostileText.map((text) => text.slice(0, 50)),
);

/** Queries of the grammar and beside it. */
const query = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" "));

const sort = fc.constantFrom("relevance", "newest", "oldest", "due", "priority", "updated", undefined);

Deno.test("a query finds tickets or says what is wrong with it", async () => {
  const desk = await openDemoDesk();
  try {
    await fc.assert(
      fc.asyncProperty(query, sort, async (text, sort) => {
        const found = desk.tickets.search(text, { ...sort && { sort } });
        const { items } = await found.catch((error) => {
          assert.ok(error instanceof DeskError, `${text}: ${error}`);
          assert.ok(error.message.length > 10);
          return { items: [] };
        });
        assert.ok(items.length <= 20);
      }),
      { numRuns: 2_000 },
    );
  } finally {
    await desk.close();
  }
});

Deno.test("a cursor that was changed is refused or gives a page, and never a fault", async () => {
  await using host = await FuzzHost.start();
  for (let count = 0; count < 5; count++) {
    await host.call("create_ticket", { subject: `Printer ${count}`, customer: "bob@example.com" });
    await host.call("add_comment", { ticket_id: "42", body: `Note ${count}` });
  }
  const cursors: string[] = [];
  const pages = [
    ["search_tickets", { limit: 2 }, "cursor"],
    ["search_tickets", { limit: 2, query: "printer" }, "cursor"],
    ["search_customers", { limit: 1 }, "cursor"],
    ["get_history", { ticket_id: "42", limit: 1 }, "cursor"],
    ["get_ticket", { ticket_id: "42", comments_limit: 1 }, "comments_cursor"],
  ] as const;
  for (const [tool, args] of pages) {
    const { result } = await host.call(tool, args);
    cursors.push(...Object.values(result!.structuredContent as object).filter(isCursor));
  }
  assert.ok(cursors.length >= 4, `${cursors.length} cursors`);
  const changed = fc.tuple(fc.constantFrom(...cursors), fc.nat(), fc.nat(8), hostileText).map(
    ([cursor, at, length, text]) => {
      const start = at % (cursor.length + 1);
      return cursor.slice(0, start) + text.slice(0, 20) + cursor.slice(start + length);
    },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...pages),
      fc.oneof(changed, fc.constantFrom(...cursors)),
      async (page, cursor) => {
        const [tool, args, member] = page;
        await host.call(tool, { ...args, [member]: cursor });
      },
    ),
    { numRuns: 800 },
  );
});

/** The only texts of their length in these results. */
function isCursor(value: unknown): value is string {
  return typeof value === "string" && value.length > 8;
}
