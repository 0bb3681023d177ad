/** Lists in guides that must be complete. */

import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { isForAppsOnly } from "../../server/apps/mod.ts";
import { servers } from "../../server/definitions/mod.ts";
import { TICKET_EVENTS } from "../../store/mod.ts";
import { PROJECT } from "../house/sources.ts";
import { schemas } from "../../server/definitions/validation/mod.ts";

const readGuide = (name: string) => Deno.readTextFile(join(PROJECT, "docs", name));

/** Lists the words in code between two texts of a guide. */
function listCode(guide: string, start: string, end: string): string[] {
  const [section = ""] = guide.slice(guide.indexOf(start) + start.length).split(end);
  return [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
}

function listArguments(schema: z.ZodObject): string[] {
  return Object.keys(z.toJSONSchema(schema, { io: "input" }).properties ?? {});
}

Deno.test("docs/webhooks.md lists every event that is sent", async () => {
  const sent = TICKET_EVENTS.filter((event) => event !== "imported" && event !== "not_approved");
  assert.deepEqual(listCode(await readGuide("webhooks.md"), "### Events\n\n", "\n\n"), sent);
});

Deno.test("docs/tools.md names the tools that write without an idempotency key", async () => {
  const without = servers.desk.tools.filter((tool) =>
    !tool.annotations.readOnlyHint && !isForAppsOnly(tool) &&
    !listArguments(tool.inputSchema(schemas)).includes("idempotency_key")
  ).map(({ name }) => name);
  assert.deepEqual(listCode(await readGuide("tools.md"), "`idempotency_key?` (but not", ")").sort(), without.sort());
});
