/** The numbers of an import, and its error with them. */

import { formatInteger } from "../../base/text/format/format_integer.ts";
import { DeskError, PartialImportError } from "../../store/mod.ts";
import { DataError } from "../files/mod.ts";

/** Numbers of added and existing items. */
export interface Count {
  added: number;
  existing: number;
}

/** The numbers of an import. */
export interface ImportCounts {
  settings: Count;
  articles: Count;
  tickets: Count;
  customers: Count;
  attachments: Count;
  /** Comments of the added tickets. */
  comments: number;
  refused: number;
  remarks: number;
}

export interface ImportSummary extends ImportCounts {
  /** True if the signal ended the import. */
  interrupted: boolean;
}

/** Creates the numbers of an import that has not begun. */
export function createCounts(): ImportCounts {
  return {
    settings: { added: 0, existing: 0 },
    articles: { added: 0, existing: 0 },
    tickets: { added: 0, existing: 0 },
    customers: { added: 0, existing: 0 },
    attachments: { added: 0, existing: 0 },
    comments: 0,
    refused: 0,
    remarks: 0,
  };
}

/** Adds the numbers of imported items to an error of the store, which only knows of the last change. */
export function toImportError(error: unknown, { articles, customers, tickets, attachments }: ImportCounts): unknown {
  const added = [
    formatAdded(articles.added, "article"),
    formatAdded(customers.added, "customer"),
    formatAdded(tickets.added, "ticket"),
    formatAdded(attachments.added, "file"),
  ].filter((text) => text !== "");
  if (!(error instanceof DeskError) || added.length === 0) return error;
  const count = Math.max(articles.added, customers.added, tickets.added, attachments.added);
  const imported = `${added.join(", ")} ${added.length === 1 && count === 1 ? "was" : "were"} already imported.`;
  const message = error.message.replace(" Nothing was changed.", "");
  return new DataError(`${message} ${imported} Repeat the import for the rest.`, { cause: error });
}

/** Creates a handler that counts what was imported before the store failed. */
export function countAdded(count: Count): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof PartialImportError)) throw error;
    count.added += error.added;
    throw error.cause;
  };
}

/** Formats a number of items, such as `1,250 tickets`. Returns an empty text for none. */
function formatAdded(count: number, name: string): string {
  return count === 0 ? "" : `${formatInteger(count)} ${name}${count === 1 ? "" : "s"}`;
}
