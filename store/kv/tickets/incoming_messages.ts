import { parseMailbox } from "../../../base/text/mailbox.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { IncomingMessage, ReceivedMessage } from "../../incoming_message.ts";
import { createNewAccount, requireOwnAddress } from "../../rules/customers/mod.ts";
import { parseNewTicket, toTicketNumber } from "../../rules/tickets/mod.ts";
import { check, parseChoice, parseRequiredLine, parseRequiredText } from "../../rules/values/mod.ts";
import { LIMITS, MAX_EXTERNAL_ID_LENGTH, PRIORITIES, type TicketRecord } from "../../ticket.ts";
import { commitOnce, type Store, type Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import {
  createTicket,
  getCreationReads,
  readLastTarget,
  readTicket,
  requireCustomerNotErased,
  requireNextNumber,
} from "../ticket_changes/mod.ts";
import { receiveMessage } from "./comments.ts";
import { nameCustomer } from "./customer_name.ts";

/** Senders repeat a message for days when they get no answer. In milliseconds. */
const RETENTION = 7 * 24 * 60 * 60 * 1000;

/** The length of a subject that is the start of a message. */
const SUBJECT_LENGTH = 100;

type ParsedMessage = ReturnType<typeof parseMessage>;

/** Takes in a message: one commit, whether it becomes a ticket or a comment. */
export async function receive(
  store: Store,
  message: IncomingMessage,
  context: ChangeContext,
): Promise<ReceivedMessage> {
  const input = parseMessage(message);
  const { number, ticket, reference } = input;
  await requireNextNumber(store);
  const rule = async (transaction: Transaction): Promise<ReceivedMessage> => {
    const named = await findTicket(transaction, input);
    await nameCustomer(store, transaction, input.account, context);
    return named === null
      ? await startTicket(transaction, input, context)
      : await continueTicket(store, transaction, named, input, context);
  };
  const named = number !== null ? [keys.ticket(number)] : reference !== null ? [keys.external(reference)] : [];
  const call = { operation: "receive", input: message, context, retention: RETENTION };
  const { result } = await commitOnce(store, call, rule, { reads: [...getCreationReads(ticket), ...named] });
  return result;
}

/** Validates everything at the start, so that a message for a ticket does not fail when it has to start a new one. */
function parseMessage({ customer, message, ticket_id, reference, name, subject, priority, tags }: IncomingMessage) {
  check(ticket_id === undefined || reference === undefined, "Set ticket_id or reference, not both.");
  const body = parseRequiredText("message", message, LIMITS.comment);
  const mailbox = parseMailbox(customer);
  const ticket = parseNewTicket({
    subject: subject ?? (toShortLine(body.split("\n", 1)[0]!, SUBJECT_LENGTH) || "No subject"),
    customer: mailbox.address,
    description: body,
    ...tags && { tags },
    ...priority !== undefined && { priority: parseChoice("priority", priority, PRIORITIES) },
  });
  requireOwnAddress(ticket.customer);
  return {
    ticket,
    account: createNewAccount(ticket.customer, name ?? mailbox.name),
    number: ticket_id === undefined ? null : toTicketNumber(ticket_id),
    reference: reference === undefined ? null : parseRequiredLine("reference", reference, MAX_EXTERNAL_ID_LENGTH),
  };
}

/** @throws {DeskError} `not_found`, or `invalid` if the ticket is another customer's. */
async function findTicket(
  transaction: Transaction,
  { number, reference, ticket: { customer } }: ParsedMessage,
): Promise<TicketRecord | null> {
  const found = number ?? (reference === null ? null : await transaction.get<number>(keys.external(reference)));
  if (found === null) return null;
  const ticket = await readTicket(transaction, found, undefined);
  if (ticket.customer === customer) return ticket;
  const [field, other] = number === null ? ["reference", "another one"] : ["ticket_id", "no ticket_id"];
  throw new DeskError("invalid", `${field} is of a ticket of another customer. For a new ticket, send ${other}.`);
}

async function startTicket(
  transaction: Transaction,
  { ticket, account, reference }: ParsedMessage,
  context: ChangeContext,
): Promise<ReceivedMessage> {
  const created = await createTicket(transaction, { ...ticket, external_id: reference }, account, context);
  return { ticket_id: created.id, outcome: "created" };
}

/** A message for a ticket that was merged belongs to the last target. */
async function continueTicket(
  store: Store,
  transaction: Transaction,
  named: TicketRecord,
  { ticket: { customer: author, description: body } }: ParsedMessage,
  context: ChangeContext,
): Promise<ReceivedMessage> {
  const target = await readLastTarget(transaction, named);
  requireCustomerNotErased(target);
  const comment = { kind: "customer", body, author } as const;
  const { ticket, isNew } = await receiveMessage(store, transaction, target, comment, context);
  return { ticket_id: ticket.id, outcome: isNew ? "created" : "commented" };
}
