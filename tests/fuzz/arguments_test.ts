import assert from "node:assert/strict";
import * as z from "zod";
import { deskServer } from "../../server/mod.ts";
import type { Desk } from "../../store/mod.ts";
import fc from "../fast_check.ts";
import { FuzzHost } from "./fuzz_host.ts";
import { hostileText, hostileValue } from "./hostile_values.ts";
import { schemas } from "../../server/definitions/validation/mod.ts";

/** The calls of each tool. */
const CALLS = 100;

/** The parts of a JSON schema that tools use. */
interface Schema {
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minimum?: number;
  maximum?: number;
}

/** Makes arguments that are mostly of the right form, with members that are missing, wrong or unknown. */
function toArguments(schema: Schema): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, toValue(member)] as const);
  const known = fc.record(Object.fromEntries(members), { requiredKeys: [] });
  const unknown = fc.dictionary(fc.constantFrom("status", "id", "Ticket_ID", "__proto__", "x"), hostileValue, {
    maxKeys: 2,
  });
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 2, arbitrary: fc.tuple(known, unknown).map(([some, more]) => ({ ...some, ...more })) },
    { weight: 1, arbitrary: known.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: hostileValue },
  );
}

function toValue(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 3, arbitrary: toRightValue(schema) }, { weight: 1, arbitrary: hostileValue });
}

function toRightValue({ type, enum: values, items, minimum = 0, maximum = 1_000 }: Schema): fc.Arbitrary<unknown> {
  if (values !== undefined) return fc.constantFrom(...values);
  if (type === "integer") return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31) });
  if (type === "boolean") return fc.boolean();
  if (type === "array") return fc.array(items === undefined ? hostileText : toValue(items), { maxLength: 3 });
  return fc.oneof(fc.constantFrom("42", "43", "1", "alice@example.com", "bob@example.com"), hostileText);
}

/** Reads what only a person's approval changes: tiers and statuses of accounts, merges, erasures and bulk changes. */
async function readApproved({ archive, customers }: Desk): Promise<unknown> {
  const tickets = await Array.fromAsync(archive.exportTickets());
  const events = tickets.flatMap(({ ticket, events }) => events.map((event) => ({ ticket: ticket.id, ...event })));
  const accounts = ["alice@example.com", "bob@example.com"].map(async (email) => {
    const { account_tier, status } = await customers.get(email);
    return { email, account_tier, status };
  });
  return {
    accounts: await Promise.all(accounts),
    changes: events.filter(({ what, batch_id }) => ["merged", "erased"].includes(what) || batch_id !== undefined),
  };
}

for (const tool of deskServer.tools) {
  Deno.test(`${tool.name} answers any arguments with a result or with an error that people can read`, async () => {
    await using host = await FuzzHost.start(); // it cannot ask a person
    const before = await readApproved(host.desk);
    const schema = z.toJSONSchema(tool.inputSchema(schemas), { io: "input", unrepresentable: "any" }) as Schema;
    await fc.assert(
      fc.asyncProperty(toArguments(schema), async (args) => void await host.call(tool.name, args)),
      { numRuns: CALLS },
    );
    assert.deepEqual(await readApproved(host.desk), before, "something was changed without an approval");
  });
}
