/** A change as a person decides on it: the new values, and the exact text of the server below. */

import { useEffect } from "preact/hooks";
import type { Approval, ChangedRecords, ChangedTicket, Customer, LeftTickets } from "../desk/mod.ts";
import type { Words } from "../words/mod.ts";
import { formatCustom, formatLeft, formatValue, getFieldName, removeMarks } from "./labels.ts";
import { usePage } from "./page.ts";

type Values = Readonly<Record<string, unknown>>;

/** A change, as the server keeps it. */
export interface NamedChange {
  tool: string;
  change: Values;
}

/** Says what a change does: `Merge #2 into #1`. @returns Undefined for tools of later versions. */
export function nameChange({ tool, change }: NamedChange, { asked, batch }: Words): string | undefined {
  const { ticket_id, into_ticket_id, count, update } = change;
  switch (tool) {
    case "update_tickets": {
      const closes = typeof update === "object" && update !== null && "resolution" in update;
      return (closes ? batch.close : asked.tickets)(Number(count));
    }
    case "undo_batch":
      return asked.undo(Number(count));
    case "merge_tickets":
      return asked.merge(String(ticket_id), String(into_ticket_id));
    case "update_account":
      return asked.account;
    case "erase_customer":
      return asked.erase;
    case "export_ticket":
      return asked.export(String(ticket_id));
  }
}

interface ChangeValuesProps extends NamedChange {
  tickets: ReadonlyMap<string, ChangedTicket>;
  /** The account as it is now. */
  account?: Customer | undefined;
  /** Returns the address of a ticket's place, where there is one. */
  toAddress?: (id: string) => string;
}

/** The values of a change. Those of an account are beside the present ones. The exact text has the revisions. */
export function ChangeValues(props: ChangeValuesProps) {
  const { tool, change, tickets, account, toAddress } = props;
  const { words, locale } = usePage();
  const format = (name: string, value: unknown) => {
    if (tool === "update_account" && name === "status") {
      return words.customers.accountStatus[String(value)] ?? String(value);
    }
    return name === "assignee" && value === null ? words.unassigned : formatValue(name, value, words, locale);
  };
  const before = (name: string) =>
    account && (name === "account_tier" || name === "status") ? account[name] : undefined;
  return (
    <>
      <dl class="values">
        {listValues(change).map(([name, value, isCustom]) => (
          <div key={`${isCustom} ${name}`} class="fact">
            <dt class="low" dir="auto">{isCustom ? name : getFieldName(name, words)}</dt>
            <dd class="text" dir="auto">
              {isTicket(name)
                ? (
                  <TicketName
                    ticket={tickets.get(String(value))}
                    id={String(value)}
                    address={toAddress?.(String(value))}
                  />
                )
                : isCustom
                ? formatCustom(value, words)
                : (
                  <>
                    {before(name) !== undefined && <span class="low">{`${format(name, before(name))} → `}</span>}
                    {format(name, value)}
                    {name === "email" && account?.name && <bdi class="low">{` ${account.name}`}</bdi>}
                  </>
                )}
            </dd>
          </div>
        ))}
      </dl>
      {Array.isArray(change.left) &&
        change.left.map((tickets: LeftTickets) => (
          <p key={tickets.reason} class="low" dir="auto">{formatLeft(tickets, words)}</p>
        ))}
      <MergeWarning {...props} />
    </>
  );
}

/** Warns before tickets of two customers are merged. */
function MergeWarning({ tool, change: { ticket_id, into_ticket_id }, tickets }: ChangeValuesProps) {
  const { words } = usePage();
  const [id, into] = [String(ticket_id), String(into_ticket_id)];
  const [customer, other] = [id, into].map((id) => tickets.get(id)?.customer);
  if (tool !== "merge_tickets" || customer === undefined || other === undefined || customer === other) return null;
  return <p class="warning">{words.asked.customers(id, into)}</p>;
}

function isTicket(name: string): boolean {
  return name === "ticket_id" || name === "into_ticket_id";
}

interface TicketNameProps {
  id: string;
  /** Undefined until it is read. */
  ticket: ChangedTicket | undefined;
  address: string | undefined;
}

function TicketName({ id, ticket, address }: TicketNameProps) {
  return (
    <>
      {address === undefined ? `#${id}` : <a href={address}>#{id}</a>} {ticket && <bdi>{ticket.subject}</bdi>}{" "}
      {ticket && <bdi class="low">{ticket.customer}</bdi>}
    </>
  );
}

/** The members that only the exact text or the title has. */
const HIDDEN = new Set(["tool", "revision", "into_revision", "state", "folder", "count", "left"]);

/** Lists the values of a change: also those of its members. */
function listValues(change: Values, isCustom = false): [name: string, value: unknown, isCustom: boolean][] {
  return Object.entries(change).filter(([name]) => isCustom || !HIDDEN.has(name)).flatMap(([name, value]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? listValues(value as Values, name === "custom") : [[name, value, isCustom]];
  });
}

/** Names a change that waits, and reads what it is about. The name is undefined for tools of later versions. */
export function useChange(approval: Approval, records: ChangedRecords, words: Words) {
  const { id, state, change } = approval;
  useEffect(() => void records.read(approval), [id, state]);
  const account = state === "pending" ? records.accounts.value.get(String(change.email)) : undefined;
  return { name: nameChange(approval, words), account, tickets: records.tickets.value };
}

/** The words of the server about a change, as they are. */
export function ExactText({ text }: { text: string }) {
  const { words } = usePage();
  return (
    <details class="exact">
      <summary class="low">{words.asked.exact}</summary>
      <p class="text low" dir="auto">{removeMarks(text, "")}</p>
    </details>
  );
}
