/** The state of a desk in plain memory. Its clock does not move. */

import { DeskError, type DeskErrorCode } from "../../../store/mod.ts";
import type { Outcome, Priority } from "./commands.ts";

export interface ModelTicket {
  id: string;
  subject: string;
  customer: string;
  priority: Priority;
  status: "open" | "pending" | "on_hold" | "closed";
  assignee: string | null;
  tags: string[];
  resolution: string | null;
  merged_into: string | null;
  links: string[];
  isClaimed: boolean;
  isSnoozed: boolean;
  comments: number;
  revision: number;
  /** The customer was erased: the ticket cannot change. */
  isErased: boolean;
  /** The addresses that it ever had, itself or from a merge: erasing one of them may take several revisions. */
  people: string[];
  /** The change of the tags by each revision. */
  log: { before: string[]; after: string[]; mergedFrom?: string; isReassigned: boolean }[];
  /** The fields before the last merge, and the length of the log then. */
  beforeMerge?: Pick<ModelTicket, "status" | "resolution" | "isClaimed" | "isSnoozed"> & { at: number };
}

export interface ModelBatch {
  changed: { id: string; revision: number; before: Pick<ModelTicket, "priority" | "tags"> }[];
}

export class DeskState {
  tickets = new Map<string, ModelTicket>();
  customers = new Map<string, { name: string; notes: string; revision: number }>();
  /** Creations with idempotency keys. */
  keys = new Map<string, { input: string; id: string }>();
  batches: ModelBatch[] = [];

  getTicket(id: string): ModelTicket {
    const ticket = this.tickets.get(id);
    require(ticket !== undefined, "not_found");
    return ticket;
  }

  findLast(ticket: ModelTicket): ModelTicket {
    return ticket.merged_into === null ? ticket : this.findLast(this.getTicket(ticket.merged_into));
  }

  createAccount(email: string, name: string): Outcome {
    require(!this.customers.has(email), "already_exists");
    this.customers.set(email, { name, notes: "", revision: 1 });
    return { id: email, revision: 1 };
  }

  /** Creates the account of a ticket's customer. */
  requireAccount(email: string): void {
    if (!this.customers.has(email)) this.createAccount(email, email.slice(0, email.indexOf("@")));
  }

  /** Changes a ticket, in one revision, unless it is like that. */
  change(ticket: ModelTicket, values: Partial<ModelTicket>, mergedFrom?: string): Outcome {
    const after = { ...ticket, ...values };
    if (JSON.stringify(after) !== JSON.stringify(ticket)) {
      ticket.log.push({
        before: ticket.tags,
        after: after.tags,
        ...mergedFrom !== undefined && { mergedFrom },
        isReassigned: after.assignee !== ticket.assignee,
      });
      Object.assign(ticket, values, { revision: ticket.revision + 1 });
    }
    return { id: ticket.id, revision: ticket.revision };
  }
}

export function require(condition: boolean, code: DeskErrorCode): asserts condition {
  if (!condition) throw new DeskError(code, code);
}
