import type { StoreRows } from "../../rows/mod.ts";
import { Findings, type PartFindings, type TicketRange } from "../assembly/mod.ts";
import {
  type DerivedCounts,
  DerivedEntries,
  type DigestSums,
  hashName,
  KeyDigest,
  LinkCheck,
  listOddEntries,
  MergeCheck,
  type OnPosting,
  readDerived,
  ReportCountsCheck,
  reportOddEntry,
  reportOddTerm,
  toComparedKey,
  visitPostings,
} from "../derived/mod.ts";
import { type DeskContext, TicketReader } from "../reading/mod.ts";
import type { CheckTask } from "./check_task.ts";

/** The findings of a task. */
export interface TaskFindings {
  /** The place of the task in the list of tasks. */
  task: number;
  findings: PartFindings;
  /** The customers of its tickets who have no account, each with the time of the first ticket. */
  withoutAccount: Map<string, string>;
}

/** The results of the tasks of a thread, in a form that goes to another thread. Results can be added up in any order. */
export interface PartResult {
  entries: DigestSums;
  reportCounts: DigestSums;
  links: DigestSums;
  merges: ReadonlyMap<number, number>;
  counts: DerivedCounts;
  nextTicket: number;
  mergeTargets: Set<number>;
  uploads: Set<string>;
  tickets: number;
  found: TaskFindings[];
}

/** The part of a check that one thread does: it adds up the entries that tickets lead to, and those that the store has. */
export class PartCheck {
  readonly digest = new KeyDigest();
  readonly reportCounts = new ReportCountsCheck();
  readonly links = new LinkCheck();
  readonly merges = new MergeCheck();
  readonly derived: DerivedEntries;
  /** The targets of merges. */
  readonly mergeTargets = new Set<number>();
  /** The uploads whose pieces belong to files of tickets. */
  readonly uploads = new Set<string>();
  tickets = 0;
  #found: TaskFindings[] = [];
  #reader: TicketReader | null = null;

  constructor(private readonly rows: StoreRows) {
    this.derived = new DerivedEntries((key, value) => {
      if (key[0] === "mergeTarget") this.mergeTargets.add(Number(key[1]));
      else this.digest.add(toComparedKey(key, value), 1);
    }, (number, postings) => {
      postings.forEach((data, term) => this.digest.addNumbers(hashName(term), number, data, 1));
    });
  }

  /**
   * Does a task.
   *
   * @param place The place of the task in the list of tasks.
   * @param readContext Called for tickets. It returns the same context each time.
   */
  async run(task: CheckTask, place: number, readContext: () => DeskContext | Promise<DeskContext>): Promise<void> {
    const findings = new Findings();
    const withoutAccount = new Map<string, string>();
    if (task.kind === "tickets") await this.#addTickets(task.range, await readContext(), findings, withoutAccount);
    else if (task.kind === "counts") await this.reportCounts.addStored(this.rows, findings);
    else if (task.kind === "lists") await this.#addLists(findings);
    else await this.#addPostings(findings);
    if (findings.total > 0 || withoutAccount.size > 0) this.#found.push({ task: place, findings, withoutAccount });
  }

  async #addPostings(findings: Findings): Promise<void> {
    const onPosting: OnPosting = (name, number, data) => this.digest.addNumbers(name, number, data, -1);
    await visitPostings(this.rows, onPosting, (term) => reportOddTerm(term, findings));
  }

  async #addLists(findings: Findings): Promise<void> {
    for await (const batch of readDerived(this.rows)) for (const key of batch) this.digest.add(key, -1);
    for await (const key of listOddEntries(this.rows)) reportOddEntry(key, findings);
  }

  async #addTickets(
    range: TicketRange,
    context: DeskContext,
    findings: Findings,
    withoutAccount: Map<string, string>,
  ): Promise<void> {
    this.#reader ??= new TicketReader(this.rows, context, { isFileDamaged: false });
    for await (const ticket of this.#reader.read(range, { findings })) {
      const { customer, created_at } = ticket.record;
      if (!context.tiers.has(customer) && !withoutAccount.has(customer)) withoutAccount.set(customer, created_at);
      await this.derived.addTicket(ticket);
      this.reportCounts.addTicket(ticket);
      this.links.addTicket(ticket);
      this.merges.addTicket(ticket);
      for (const { upload } of ticket.files) this.uploads.add(upload);
      this.tickets += 1;
    }
  }

  /** Adds the result of another thread. */
  add(result: PartResult): void {
    this.digest.addSums(result.entries);
    this.reportCounts.addSums(result.reportCounts);
    this.links.addSums(result.links);
    this.merges.addTargets(result.merges);
    this.derived.addCounts(result.counts);
    this.derived.nextTicket = Math.max(this.derived.nextTicket, result.nextTicket);
    for (const number of result.mergeTargets) this.mergeTargets.add(number);
    for (const upload of result.uploads) this.uploads.add(upload);
    this.tickets += result.tickets;
    this.#found.push(...result.found);
  }

  /** The findings of all tasks, in their order. */
  get found(): readonly TaskFindings[] {
    return this.#found.sort((one, other) => one.task - other.task);
  }

  get result(): PartResult {
    return {
      entries: this.digest.sums,
      reportCounts: this.reportCounts.sums,
      links: this.links.sums,
      merges: this.merges.targets,
      counts: this.derived.counts,
      nextTicket: this.derived.nextTicket,
      mergeTargets: this.mergeTargets,
      uploads: this.uploads,
      tickets: this.tickets,
      found: this.#found.map(({ findings: { kept, causes, counts }, ...rest }) => ({
        ...rest,
        findings: { kept, causes, counts },
      })),
    };
  }
}
