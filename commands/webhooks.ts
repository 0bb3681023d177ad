/** `support-mcp webhooks`: lists webhooks and their queues, and resends failed messages. */

import { requireStore } from "../data/mod.ts";
import type { Desk, WebhookState } from "../store/mod.ts";
import { toPrintable } from "../base/text/printable.ts";
import { convertDataErrors, getStoreLocation, readDesk, useDesk } from "./data/mod.ts";
import { formatCount, formatJson, openTerminal } from "./output/mod.ts";
import { CommandError } from "./process/mod.ts";

export type WebhooksAction = "list" | "retry";

export interface WebhooksFlags {
  db: string | undefined;
  json: boolean;
}

/**
 * Lists webhooks, or makes their failed messages due again.
 *
 * @param name A webhook; all of them if undefined.
 * @returns The exit code.
 * @throws {CommandError} If there is no store, or no such webhook.
 */
export async function runWebhooks(
  { action, name }: { action: WebhooksAction; name: string | undefined },
  { db, json }: WebhooksFlags,
): Promise<number> {
  if (db === ":memory:") {
    throw new CommandError("--db cannot be :memory:, because a store in memory is empty. Name another store.", 2);
  }
  if (action === "list" && name !== undefined) throw new CommandError("list takes no name.", 2);
  if (action === "retry" && json) throw new CommandError("--json is only for list.", 2);
  const location = getStoreLocation(db);
  const text = await convertDataErrors(async () => {
    if (action === "list") return await readDesk(location, (desk) => list(desk, json));
    await requireStore(location);
    return await useDesk(location, (desk) => retry(desk, name));
  });
  openTerminal().process.stdout.write(text);
  return 0;
}

async function list({ webhooks }: Desk, json: boolean): Promise<string> {
  const states = await webhooks.list();
  if (json) return formatJson(states);
  return states.length === 0 ? "The settings have no webhooks.\n" : states.map(formatState).join("");
}

function formatState({ name, waiting, failed, lastError }: WebhookState): string {
  const counts = `${formatCount(waiting, "message")} waiting, ${failed.toLocaleString("en")} failed`;
  return toPrintable(`${name}: ${counts}${lastError === null ? "" : `. Last error: ${lastError.message}`}\n`);
}

async function retry({ webhooks }: Desk, name: string | undefined): Promise<string> {
  const count = await webhooks.retry(name);
  return count === 0
    ? "No message has failed.\n"
    : `Queued ${formatCount(count, "message")} again. A running server sends them.\n`;
}
