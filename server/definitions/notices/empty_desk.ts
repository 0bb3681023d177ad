/** Advice on how to begin with an empty desk. */

import { formatStoreFlag } from "../../../store/mod.ts";
import type { ReadContext, ToolContext } from "../definition.ts";

/** Tells a model how to begin, in the instructions. The sentence with create_ticket is left out where that is not offered. */
export const EMPTY_DESK =
  "If the desk is empty, say so: in a terminal, a person can import tickets (support-mcp import FILE), or try a desk with two " +
  "sample tickets (support-mcp install HOST --demo). You can open a first ticket with create_ticket.";

/** The same for customers. */
export const NO_ACCOUNTS =
  "If there are no accounts, say so: in a terminal, a person can import customers (support-mcp import FILE).";

type Reader = Pick<ReadContext, "tickets" | "customers" | "approvals">;

/** Adds a notice to a result without tickets if the desk has no tickets at all. */
export async function noteWithoutTickets(context: ToolContext): Promise<boolean> {
  if (!await hasNoTickets(context)) return false;
  const create = context.offers("create_ticket") ? "Open a first one with create_ticket." : "";
  context.addNotice(joinSentences(NO_TICKETS, create, describeCommands(context)));
  return true;
}

/** Adds a notice to a result without customers if the desk has no customers at all. */
export async function noteWithoutCustomers(context: ToolContext): Promise<void> {
  if (!await hasNoCustomers(context)) return;
  const create = context.offers("create_customer") ? "Create one with create_customer." : "";
  context.addNotice(joinSentences(NO_CUSTOMERS, create, describeCommands(context)));
}

/** Says how to begin, for a list of tickets. @returns Undefined if the desk has a ticket. */
export async function explainWithoutTickets(desk: Reader): Promise<string | undefined> {
  return await hasNoTickets(desk) ? joinSentences(NO_TICKETS, describeCommands(desk)) : undefined;
}

/** Says how to begin, for a list of customers. @returns Undefined if the desk has a customer. */
export async function explainWithoutCustomers(desk: Reader): Promise<string | undefined> {
  return await hasNoCustomers(desk) ? joinSentences(NO_CUSTOMERS, describeCommands(desk)) : undefined;
}

const NO_TICKETS = "The desk has no tickets yet.";
const NO_CUSTOMERS = "The desk has no customers yet.";

async function hasNoTickets({ tickets }: Pick<Reader, "tickets">): Promise<boolean> {
  return (await tickets.getStats()).total === 0;
}

async function hasNoCustomers({ tickets }: Pick<Reader, "tickets">): Promise<boolean> {
  return (await tickets.getStats()).customers === 0;
}

/** Only a person can run them. No command reaches a store in memory. */
function describeCommands({ approvals: { location } }: Pick<Reader, "approvals">): string {
  if (location === null) return "";
  return `A person can import data in a terminal with support-mcp import FILE${
    formatStoreFlag(location)
  }, or try a desk ` +
    "with two sample tickets: support-mcp install HOST --demo.";
}

function joinSentences(...sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(" ");
}
