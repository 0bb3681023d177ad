/** Importing exports of Zendesk. */

import { type ProgressMeter, requireUtf8 } from "../files/mod.ts";
import type { Row, Source } from "../rows/mod.ts";
import { readDocument } from "./documents.ts";
import { type ExportFile, listExportFiles } from "./files.ts";
import { toCustomer, toEmail } from "./people.ts";
import type { User } from "./records.ts";
import { type Placed, Staging } from "./staging.ts";
import { readTable } from "./tables.ts";
import { toStrayRows, toTicketRows } from "./tickets.ts";

/**
 * Opens an export: a folder with CSV tables, JSON from the API, or both; or a single file.
 *
 * @throws {DataError} If a file cannot be read, or no file is known.
 */
export async function openZendesk(path: string): Promise<Source> {
  const { files, unknown } = await listExportFiles(path);
  for (const { path } of files) await requireUtf8(path);
  return { format: "Zendesk", rows: (meter) => readRows(files, unknown, meter) };
}

async function* readRows(
  files: readonly ExportFile[],
  unknown: readonly string[],
  meter: ProgressMeter,
): AsyncGenerator<Row> {
  const size = files.reduce((sum, { size }) => sum + size, 0);
  meter.expect(2 * size); // first read, then imported
  for (const file of unknown) {
    yield { kind: "remark", place: { file, at: 1 }, text: "Skipped: the table is unknown." };
  }
  using staging = await Staging.open();
  for (const file of files) yield* readFile(file, staging, meter);
  for (const user of staging.iterateEndUsers()) yield* toUserRows(user, staging);
  const share = size / Math.max(1, staging.ticketCount);
  for (const ticket of staging.iterateTickets()) {
    yield* toTicketRows(ticket, staging);
    meter.advance(share);
  }
  yield* toStrayRows(staging);
}

function readFile(file: ExportFile, staging: Staging, meter: ProgressMeter): AsyncGenerator<Row> {
  return file.kind === null
    ? readDocument(file, staging, meter)
    : readTable({ ...file, kind: file.kind }, staging, meter);
}

/** Converts an end user to a customer, unless the address belongs to another user. */
function* toUserRows({ place, value: user }: Placed<User>, staging: Staging): Generator<Row> {
  const owner = user.email === null ? user : staging.findOwner(user.email)!;
  const email = toEmail(user);
  if (owner.id !== user.id) {
    const text = `User ${user.id} has the same email address as user ${owner.id}. Both become the customer ${email}.`;
    return yield { kind: "remark", place, text };
  }
  yield { kind: "customer", place, customer: toCustomer(user, staging), mayDiffer: true };
  if (user.email !== null) return;
  yield { kind: "remark", place, text: `User ${user.id} has no email address. The customer is ${email}.` };
}
