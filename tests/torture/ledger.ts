/** The changes that a desk was asked for, and those that it has acknowledged. */

/** A change, recognized in the desk by its mark. */
export interface Change {
  /** A text that occurs once in the desk if the change was carried out once. It is the idempotency key, too. */
  mark: string;
  tool: "create_ticket" | "add_comment" | "close_ticket_tool";
  args: Record<string, unknown>;
}

/** `open`: no response yet; `refused`: the response was an error. */
export type Outcome = "open" | "acknowledged" | "refused";

/** The changes of a round, with the latest outcome of each. */
export class Ledger {
  readonly #outcomes = new Map<Change, Outcome>();

  note(change: Change, outcome: Outcome): void {
    this.#outcomes.set(change, outcome);
  }

  list(outcome: Outcome): Change[] {
    return [...this.#outcomes].filter(([, has]) => has === outcome).map(([change]) => change);
  }

  count(outcome: Outcome): number {
    return this.list(outcome).length;
  }

  /** Everything that was asked. */
  get changes(): Iterable<Change> {
    return this.#outcomes.keys();
  }
}

/** Changes that a desk lacks or has too often. */
export interface Differences {
  /** The marks of acknowledged changes that are not there. */
  lost: string[];
  /** The marks of changes that are there more than once. */
  repeated: string[];
}

/**
 * Compares an export with the ledger: every acknowledged change is there exactly once, and every other one at most once.
 *
 * @param exported The desk as JSON Lines.
 */
export function findDifferences(exported: string, ledger: Ledger): Differences {
  const found = new Map<string, number>();
  for (const [mark] of readWords(exported).matchAll(MARK)) found.set(mark, (found.get(mark) ?? 0) + 1);
  const lost = ledger.list("acknowledged").map(({ mark }) => mark).filter((mark) => !found.has(mark));
  const repeated = [...ledger.changes].map(({ mark }) => mark).filter((mark) => (found.get(mark) ?? 0) > 1);
  return { lost, repeated };
}

/** Makes the marks of one writer. They are one word, so that nothing normalizes them. */
export function createMarks(writer: string): () => string {
  let last = 0;
  return () => `mark-${writer}-${++last}-end`;
}

const MARK = /mark-[a-z0-9]+-\d+-end/g;

/** The subjects, resolutions and comments of an export, without its history, which repeats them. */
function readWords(exported: string): string {
  const records: ExportedRecord[] = exported.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  return records.flatMap(({ ticket, comments = [] }) => [
    ticket?.subject ?? "",
    ticket?.resolution ?? "",
    ...comments.map(({ body }) => body),
  ]).join("\n");
}

/** A line of an export. Only tickets have these members. */
interface ExportedRecord {
  ticket?: { subject: string; resolution: string | null };
  comments?: { body: string }[];
}
