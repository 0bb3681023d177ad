/** Customers and tickets from an export of Zendesk. */

import type { Meter } from "../reading/meter.ts";
import { requireText } from "../reading/text.ts";
import type { Row } from "../row.ts";
import type { Source } from "../source.ts";
import { readDocument } from "./documents.ts";
import { type ExportFile, filesOf } from "./files.ts";
import { customerOf, emailOf } from "./people.ts";
import type { User } from "./records.ts";
import { type Placed, Staging } from "./staging.ts";
import { readTable } from "./tables.ts";
import { rowsOfTicket, strayRows } from "./tickets.ts";

/**
 * Opens an export: a folder of CSV tables, of JSON as the API gives it, or of both; or one such file.
 *
 * @throws {DataFailure} When a file can't be read, or none is known.
 */
export async function openZendesk(path: string): Promise<Source> {
  const { files, unknown } = await filesOf(path);
  for (const { path } of files) await requireText(path);
  return { format: "Zendesk", rows: (meter) => rowsOf(files, unknown, meter) };
}

async function* rowsOf(files: readonly ExportFile[], unknown: readonly string[], meter: Meter): AsyncGenerator<Row> {
  const size = files.reduce((sum, { size }) => sum + size, 0);
  meter.expect(2 * size); // to be read, and then to be put
  for (const file of unknown) {
    yield { kind: "remark", place: { file, at: 1 }, text: "The table isn't known by its name, so it is left out." };
  }
  using staging = await Staging.open();
  for (const file of files) yield* readFile(file, staging, meter);
  for (const user of staging.endUsers()) yield* rowsOfUser(user, staging);
  const share = size / Math.max(1, staging.ticketCount);
  for (const ticket of staging.tickets()) {
    yield* rowsOfTicket(ticket, staging);
    meter.advance(share);
  }
  yield* strayRows(staging);
}

function readFile(file: ExportFile, staging: Staging, meter: Meter): AsyncGenerator<Row> {
  return file.kind === null
    ? readDocument(file, staging, meter)
    : readTable({ ...file, kind: file.kind }, staging, meter);
}

/** An end user as a customer, unless the account is that of another user with the same address. */
function* rowsOfUser({ place, value: user }: Placed<User>, staging: Staging): Generator<Row> {
  const owner = user.email === null ? user : staging.ownerOf(user.email)!;
  const email = emailOf(user);
  if (owner.id !== user.id) {
    const text = `User ${user.id} has the e-mail address of user ${owner.id}: both are the customer ${email}.`;
    return yield { kind: "remark", place, text };
  }
  yield { kind: "customer", place, customer: customerOf(user, staging), mayDiffer: true };
  if (user.email !== null) return;
  yield { kind: "remark", place, text: `User ${user.id} has no e-mail address: the customer is ${email}.` };
}
