import { isPlainObject } from "../../../../base/values/is_plain_object.ts";
import type { Tier } from "../../../customer.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../settings.ts";
import { isErasure } from "../../forms/mod.ts";
import { readBatches, readValue, type StoreRows } from "../../rows/mod.ts";
import { keys, prefixes } from "../../schema/mod.ts";
import type { Findings } from "../assembly/mod.ts";

/** The settings and customers that tickets follow from, beside their own parts. It can go to another thread. */
export interface DeskContext {
  /** The tiers of customers, by address. */
  tiers: Map<string, Tier>;
  /** The customers whose erasure has not ended: their tickets are half erased. */
  erased: ReadonlySet<string>;
  /** The settings with the deadlines. */
  settings: Settings;
}

/** Reads what tickets follow from, without the customers. Reports erasures that have not ended. */
export async function readContext(rows: StoreRows, findings: Findings): Promise<DeskContext> {
  return { tiers: new Map(), erased: await readErasures(rows, findings), settings: await readSettings(rows) };
}

/** Reads the addresses of customers whose erasure has not ended: their tickets are half erased. */
async function readErasures(rows: StoreRows, findings: Findings): Promise<Set<string>> {
  const erased = new Set<string>();
  for await (const batch of readBatches(rows, prefixes.erasures)) {
    for (const { key, value } of batch) {
      const email = String(key.at(-1));
      if (!isErasure(value)) {
        findings.add(
          "lost",
          `Customer ${email}`,
          "how far the erasure is. A repair forgets it: erase the customer again.",
        );
        continue;
      }
      erased.add(email);
      const advice = `If it was interrupted, finish it with support-mcp erase ${email}, then check again.`;
      findings.add("erasure", `Customer ${email}`, `the erasure is not complete. ${advice}`);
    }
  }
  return erased;
}

async function readSettings(rows: StoreRows): Promise<Settings> {
  const stored = await readValue(rows, keys.settings);
  const document: unknown = Reflect.get(Object(stored), "document");
  return { ...DEFAULT_SETTINGS, ...isPlainObject(document) ? document : {} };
}
