/** The size of every output of a desk whose fields are as long as they can be. */

import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { customersServer, type ServerDefinition, ticketsServer } from "../../../server/mod.ts";
import { call, promptText, readText } from "../call.ts";
import { connect, WITH_APPS } from "../connect.ts";
import { openFullDesk } from "./full_desk.ts";
import { listPromptArguments, listResourceUris, listToolCases, type Targets } from "./output_cases.ts";

/**
 * The maximum number of bytes of one form, by the letter that fills every field. With three bytes a letter, one row takes 7 KB. `app` is
 * that of results that only the page reads.
 */
const MOST = {
  a: { default: 8_000, large: 16_000, content: 24_000, app: 101_000 },
  語: { default: 10_500, large: 17_500, content: 26_000, app: 101_000 },
};
type Letter = keyof typeof MOST;
type Limit = keyof (typeof MOST)[Letter];

const MARKED = /<(customer|team)_words id=(\w+)>[^]*?<\/\1_words \2>/g;
/** The product's own words about a text that is cut. */
const HINT = /truncated|full_?texts?|next page/;

/** Fields that take no other letters. */
const ASCII_FIELDS = new Set(["customer", "address", "new_address", "media_type", "member_address", "erasable"]);

for (const definition of [ticketsServer, customersServer]) {
  for (const letter of ["a", "語"] as const) {
    Deno.test(`no result of ${definition.name} is too large for a host or a model (${letter})`, async () => {
      const words = (field: string, length: number) => (ASCII_FIELDS.has(field) ? "a" : letter).repeat(length);
      const { desk, targets } = await openFullDesk(words, { comments: 12, files: 29, tickets: 30 });
      try {
        const sizes = [
          ...await measureTools(definition, desk, targets),
          ...await measureContents(definition, desk, targets),
        ];
        const tooLarge = sizes.filter(([, bytes, limit]) => bytes > MOST[letter][limit]);
        assert.deepEqual(tooLarge, []);
      } finally {
        await desk.close();
      }
    });
  }
}

type Size = [what: string, bytes: number, limit: Limit];
type Desk = Awaited<ReturnType<typeof openFullDesk>>["desk"];

async function measureTools(definition: ServerDefinition, desk: Desk, targets: Targets): Promise<Size[]> {
  const client = { capabilities: WITH_APPS };
  await using connected = await connect({ definition, desk, client, unattended: true });
  const names = definition.tools.map(({ name }) => name);
  const cases = Object.entries(listToolCases(targets)).filter(([name]) => names.includes(name));
  assert.equal(cases.length, names.length, "a tool has no case");
  const sizes: Size[] = [];
  for (const [name, list] of cases) {
    const failures: boolean[] = [];
    for (const { input, large } of list) {
      const { bytes, hasFailed } = await measure(connected.client, name, input);
      sizes.push([name, bytes, name === "list_ticket_rows" ? "app" : "default"]);
      failures.push(hasFailed);
      if (large === undefined) continue;
      const { bytes: most } = await measure(connected.client, name, { ...input, ...large });
      sizes.push([`${name} ${JSON.stringify(large)}`, most, "large"]);
    }
    assert.ok(failures.includes(false), `every call of ${name} failed`);
  }
  return sizes;
}

async function measure(client: Client, name: string, input: Record<string, unknown>) {
  const { text, data, isError } = await call(client, name, input);
  assert.doesNotMatch(text.match(MARKED)?.join("\n") ?? "", HINT, `${name} marks its own hint as words from outside`);
  const bytes = Math.max(countBytes(text), countBytes(JSON.stringify(data ?? null)));
  return { bytes, hasFailed: isError || data?.success === false };
}

async function measureContents(definition: ServerDefinition, desk: Desk, targets: Targets): Promise<Size[]> {
  await using connected = await connect({ definition, desk });
  const sizes: Size[] = [];
  for (const { uri, isListed } of definition.resources) {
    if (isListed === false || uri.includes("attachments")) continue; // the page, or a whole file
    const text = await readText(connected.client, listResourceUris(targets)[uri] ?? assert.fail(`${uri} has no case`));
    sizes.push([uri, countBytes(text), "content"]);
  }
  for (const { name } of definition.prompts) {
    const args = listPromptArguments(targets)[name] ?? assert.fail(`${name} has no case`);
    sizes.push([name, countBytes(await promptText(connected.client, name, args)), "content"]);
  }
  return sizes;
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
