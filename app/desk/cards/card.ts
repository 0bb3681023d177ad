/** The state of a card: one thing, shown small in a conversation. */

import { batch, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Bridge } from "../../bridges/bridge.ts";
import type { Opening } from "../../bridges/host/mod.ts";
import { readError, readResult } from "../../bridges/read_result.ts";
import { ChangedRecords } from "../changed_records.ts";
import { CardNames } from "./card_names.ts";
import { type CardTarget, findTarget } from "./card_target.ts";
import type { Approval, CardReport, Comment, Ticket, TicketRow } from "../model.ts";

export interface CardBridge extends Pick<Bridge, "call" | "follow"> {
  readonly opening: ReadonlySignal<Opening>;
}

/** More rows do not fit. */
const ROWS = 10;

/** Shows what the host's call returned, and keeps it up to date. */
export class Card {
  readonly target = signal<CardTarget | null>(null);
  /** The target from which the person came to this one. */
  readonly previous = signal<CardTarget | null>(null);
  readonly state = signal<"loading" | "ready" | "failed" | "cancelled">("loading");
  readonly error = signal<unknown>(null);
  readonly rows = signal<readonly TicketRow[]>([]);
  readonly hasMore = signal(false);
  readonly ticket = signal<Ticket | null>(null);
  readonly comments = signal<readonly Comment[]>([]);
  readonly approvals = signal<readonly Approval[]>([]);
  readonly report = signal<CardReport | null>(null);
  /** An action of the person has no result yet. */
  readonly isBusy = signal(false);
  /** The reason why the last action failed. */
  readonly failure = signal<unknown>(null);
  readonly names: CardNames;
  readonly records: ChangedRecords;
  #reads = 0;

  constructor(private readonly bridge: CardBridge) {
    this.names = new CardNames(bridge);
    this.records = new ChangedRecords(bridge);
    effect(() => {
      const opening = bridge.opening.value;
      untracked(() => this.#open(opening));
    });
    bridge.follow([], () => void this.refresh());
  }

  /** Shows another thing in the same card. */
  show(target: CardTarget): void {
    batch(() => {
      this.previous.value = this.target.value;
      this.#go(target);
    });
  }

  /** Returns to where the person came from. */
  back(): void {
    const { value: previous } = this.previous;
    if (previous === null) return;
    batch(() => {
      this.previous.value = null;
      this.#go(previous);
    });
  }

  /** Reads again. What is shown stays if that fails. */
  async refresh(): Promise<void> {
    const { value: target } = this.target;
    if (target === null || this.isBusy.value) return;
    const read = ++this.#reads;
    try {
      const content = await this.#read(target);
      if (read === this.#reads) this.#accept(content);
    } catch (error) {
      if (read === this.#reads && this.state.value !== "ready") this.#fail(error);
    }
  }

  /** Gives the ticket to the person. */
  async assignToMe({ id, revision }: Ticket): Promise<void> {
    await this.#act("update_ticket", { ticket_id: id, assignee: "me", expected_revision: revision });
    await this.refresh();
  }

  /** Carries out a change that waits, or rejects it. */
  async decide({ id }: Approval, decision: "grant" | "reject"): Promise<void> {
    const result = await this.#act("decide_approval", { approval_id: id, decision }) ??
      await this.bridge.call("get_approval", { approval_id: id }).catch(() => ({})); // someone else may have decided
    this.#reads++; // an earlier reading shows it undecided
    this.#accept(result);
  }

  /** @returns Undefined if it failed. */
  async #act(tool: string, input: Record<string, unknown>): Promise<Record<string, unknown> | undefined> {
    if (this.isBusy.value) return undefined;
    batch(() => {
      this.isBusy.value = true;
      this.failure.value = null;
    });
    try {
      return await this.bridge.call(tool, input);
    } catch (error) {
      this.failure.value = error;
      return undefined;
    } finally {
      this.isBusy.value = false;
    }
  }

  #open(opening: Opening): void {
    const { result, isCancelled } = opening;
    const target = findTarget(opening);
    if (target !== null) this.target.value = target;
    const error = result && readError(result);
    if (error !== undefined) return this.#fail(error);
    if (hasContent(result?.structuredContent)) return this.#accept(readResult(result!));
    if (result !== undefined) return void this.refresh();
    if (isCancelled) this.state.value = "cancelled";
  }

  #go(target: CardTarget): void {
    this.target.value = target;
    this.state.value = "loading";
    this.failure.value = null;
    void this.refresh();
  }

  #read(target: CardTarget): Promise<Record<string, unknown>> {
    switch (target.kind) {
      case "tickets":
        return this.bridge.call("search_tickets", { query: target.query, limit: ROWS });
      case "ticket":
        return this.bridge.call("get_ticket", { ticket_id: target.id });
      case "report":
        return this.bridge.call("ticket_report", target.input);
      case "approvals":
        return target.id === undefined
          ? this.bridge.call("list_approvals", { limit: ROWS })
          : this.bridge.call("get_approval", { approval_id: target.id });
    }
  }

  #accept(content: Record<string, unknown>): void {
    batch(() => {
      if (content.customer_names) this.names.add(content.customer_names as Record<string, string>);
      if (Array.isArray(content.tickets)) {
        this.rows.value = content.tickets;
        this.hasMore.value = typeof content.cursor === "string";
      }
      if (Array.isArray(content.rows)) this.report.value = { ...content } as Record<string, unknown> & CardReport;
      if (content.ticket) this.ticket.value = content.ticket as Ticket;
      if (Array.isArray(content.comments)) this.comments.value = content.comments;
      if (Array.isArray(content.approvals)) this.#acceptApprovals(content.approvals);
      if (content.approval) this.#acceptApprovals([content.approval as Approval]);
      this.error.value = null;
      this.state.value = "ready";
    });
  }

  /** Keeps the approvals that the person has seen, even after someone has decided on them. */
  #acceptApprovals(read: readonly Approval[]): void {
    const { value: before } = this.approvals;
    const kept = before.map((approval) => read.find(({ id }) => id === approval.id) ?? approval);
    this.approvals.value = [...kept, ...read.filter(({ id }) => !before.some((approval) => approval.id === id))];
  }

  #fail(error: unknown): void {
    batch(() => {
      this.error.value = error;
      this.state.value = "failed";
    });
  }
}

function hasContent(content: Record<string, unknown> | undefined): boolean {
  return ["tickets", "ticket", "approvals", "approval", "rows"].some((name) => content?.[name] !== undefined);
}
