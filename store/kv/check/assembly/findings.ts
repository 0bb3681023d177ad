/** Problems of a store. */

/**
 * `file`: the file itself is damaged. `derived`: an entry that follows from tickets and accounts is wrong. `rebuilt`: a
 * part of a ticket or account is missing or wrong, and follows from its other parts. `lost`: it follows from nothing.
 * `erasure`: the erasure of a customer has not ended, and what is missing belongs to it.
 */
export type FindingKind = "file" | "derived" | "rebuilt" | "lost" | "erasure";

export interface Finding {
  kind: FindingKind;
  /** The place, such as `Ticket #42`. */
  subject: string;
  /** The problem, and the repair's replacement for a part that is lost. */
  problem: string;
}

/** Reports a problem of one place. */
export type Report = (kind: FindingKind, problem: string) => void;

/** The findings that are kept. Of more, only their number is. */
const MAX_KEPT = 1_000;

/** Findings as they go from one thread to another. */
export type PartFindings = Pick<Findings, "kept" | "causes" | "counts">;

/** Collects findings. */
export class Findings {
  readonly kept: Finding[] = [];
  /** The places with a problem that may be the cause of others. */
  readonly causes = new Set<string>();
  readonly counts: Record<FindingKind, number> = { file: 0, derived: 0, rebuilt: 0, lost: 0, erasure: 0 };

  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  add(kind: FindingKind, subject: string, problem: string): void {
    this.counts[kind] += 1;
    if (kind === "lost" || kind === "rebuilt") this.causes.add(subject);
    if (this.kept.length < MAX_KEPT) this.kept.push({ kind, subject, problem });
  }

  /** Adds the findings of a part of the store that comes next. */
  addAll({ kept, causes, counts }: PartFindings): void {
    for (const [kind, count] of Object.entries(counts)) this.counts[kind as FindingKind] += count;
    for (const cause of causes) this.causes.add(cause);
    this.kept.push(...kept.slice(0, Math.max(0, MAX_KEPT - this.kept.length)));
  }

  /** Returns a function that reports problems of one place. */
  at(subject: string): Report {
    return (kind, problem) => this.add(kind, subject, problem);
  }
}
