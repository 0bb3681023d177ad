/** `support-mcp erase`: erases what the desk has about a customer. */

import { requireStore } from "../data/mod.ts";
import type { Desk, ErasurePreview } from "../store/mod.ts";
import { convertDataErrors, getStoreLocation, openAndUse } from "./data/mod.ts";
import {
  erasePreviewed,
  formatErased,
  formatIds,
  formatMentions,
  formatPreview,
  formatRemainder,
} from "./erase/mod.ts";
import { confirmChange, hasTerminal } from "./hosts/mod.ts";
import { print } from "./output/mod.ts";
import { CommandError, getPerson } from "./process/mod.ts";

export interface EraseFlags {
  db: string | undefined;
  /** Ask no question. */
  yes: boolean;
  user: string | undefined;
}

/**
 * Erases a customer after a person agrees, or only removes deleted bytes from the store's files.
 *
 * @param email Undefined to remove deleted bytes only.
 * @returns The exit code: 1 if deleted bytes may be left.
 * @throws {CommandError} If the customer cannot be erased, or no one agreed.
 */
export async function runErase(email: string | undefined, flags: EraseFlags): Promise<number> {
  const location = getStoreLocation(flags.db);
  if (location === ":memory:") {
    throw new CommandError("--db cannot be :memory:, because a store in memory is empty. Name another store.", 2);
  }
  return await convertDataErrors(async () => {
    await requireStore(location);
    return await openAndUse(location, async (desk) => {
      const remainder = email === undefined
        ? await desk.erasures.cleanFiles()
        : await eraseCustomer(desk, email, flags);
      print(formatRemainder(remainder, location));
      return remainder === null ? 0 : 1;
    });
  });
}

/** @returns The reason why deleted bytes may be left; null if none are. */
async function eraseCustomer(desk: Desk, email: string, { yes, user }: EraseFlags): Promise<string | null> {
  const by = await getPerson(user, desk.settings);
  const preview = await desk.erasures.preview(email);
  if (preview.isResumed) {
    print(`An erasure of ${preview.email} was interrupted. This run completes it.\n`);
  }
  requireClosed(preview);
  if (!yes) requireConsent(preview);
  const erased = await erasePreviewed(desk.erasures, preview, { by, yes });
  print(formatErased(preview.email, erased));
  return erased.remainder;
}

/** @throws {CommandError} If a ticket of the customer is not closed. */
function requireClosed(preview: ErasurePreview): void {
  const { email, open } = preview;
  if (open.length === 0) return;
  throw new CommandError(
    `${email} has ${formatPreview(preview)}. Nothing was erased, because these tickets are not closed: ${
      formatIds(open)
    }. Close them first, for example in the browser: support-mcp desk`,
  );
}

/** @throws {CommandError} If no one can be asked, or the answer is not yes. */
function requireConsent(preview: ErasurePreview): void {
  const { email } = preview;
  if (!hasTerminal()) {
    throw new CommandError(
      `${email} has ${
        formatPreview(preview)
      }. Nothing was erased: there is no terminal to ask you in. Add --yes to erase them.`,
    );
  }
  print(
    `${email} has ${
      formatPreview(preview)
    }. Their text and files will be deleted for good, with the customer's name, address and notes.\n`,
  );
  const mentions = formatMentions(preview);
  if (mentions !== "") print(`${mentions}\n`);
  if (!confirmChange(`Erase ${email}?`)) throw new CommandError("Nothing was erased.");
}
