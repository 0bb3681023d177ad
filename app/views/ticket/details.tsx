/** The fields of a ticket, its customer, and similar solved tickets. */

import type { ComponentChildren } from "preact";
import { type Customer, formatRoute, type OpenTicket, type Ticket } from "../../desk/mod.ts";
import { PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { Avatar } from "../../parts/avatar.tsx";
import { pickAssignee, pickPriority, pickSnooze, pickStatus } from "../../parts/ticket_actions.ts";
import { Due, Time, Until } from "../../parts/time.tsx";
import { useDesk } from "../../parts/ui.ts";
import { CustomFields } from "./custom_fields.tsx";
import { Files } from "./files.tsx";
import { Links } from "./links.tsx";
import { Tags } from "./tags.tsx";

export function Details({ open, ticket }: { open: OpenTicket; ticket: Ticket }) {
  const { ui, words } = useDesk();
  const { status, priority, assignee } = ticket;
  return (
    <aside class="details" aria-label={words.ticket.details} tabIndex={-1}>
      <dl>
        <Choice name="status" keys="s" pick={(anchor) => pickStatus(ui, ticket, anchor)}>
          <StatusIcon status={status} /> {words.status[status]}
        </Choice>
        <Choice name="priority" keys="p" pick={(anchor) => pickPriority(ui, ticket, anchor)}>
          <PriorityIcon priority={priority} /> {words.priority[priority]}
        </Choice>
        <Choice name="assignee" keys="a" pick={(anchor) => pickAssignee(ui, ticket, anchor)}>
          {assignee === null ? <span class="low">{words.unassigned}</span> : (
            <>
              <Avatar name={assignee} /> <bdi class="ellipsis">{assignee}</bdi>
            </>
          )}
        </Choice>
        {ticket.due_at !== null && status !== "closed" && (
          <Fact name="due">
            <Due at={ticket.due_at} />
          </Fact>
        )}
        {ticket.snoozed_until && (
          <Choice
            name="snoozed_until"
            keys="z"
            pick={(anchor) => pickSnooze(ui, ticket, anchor)}
          >
            <Until at={ticket.snoozed_until} />
          </Choice>
        )}
        <Fact name="created">
          <Time at={ticket.created_at} />
        </Fact>
        {ticket.closed_at !== null && (
          <Fact name="closed">
            <Time at={ticket.closed_at} />
          </Fact>
        )}
        {ticket.external_id !== null && (
          <Fact name="external">
            <bdi class="ellipsis">{ticket.external_id}</bdi>
          </Fact>
        )}
        {ticket.merged_into !== null && <MergedInto id={ticket.merged_into} />}
      </dl>
      <CustomerCard ticket={ticket} customer={findCustomer(open, ticket)} />
      <CustomFields ticket={ticket} />
      <Tags ticket={ticket} />
      {ticket.resolution !== null && <Note name={words.fields.resolution} text={ticket.resolution} />}
      {ticket.escalation !== null && <Note name={words.fields.escalation} text={ticket.escalation.reason} />}
      <Links ticket={ticket} />
      <Files ticket={ticket} />
      <Similar open={open} />
    </aside>
  );
}

type FieldName =
  | "status"
  | "priority"
  | "assignee"
  | "due"
  | "snoozed_until"
  | "created"
  | "closed"
  | "external"
  | "organization"
  | "notes";

function Fact({ name, children }: { name: FieldName; children: ComponentChildren }) {
  const { words } = useDesk();
  return (
    <div class="fact">
      <dt class="low">{words.fields[name]}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ChoiceProps {
  name: FieldName;
  keys: string;
  pick(anchor: Element): void;
  children: ComponentChildren;
}

/** A field that a menu changes. */
function Choice({ name, keys, pick, children }: ChoiceProps) {
  const { ui, desk, words } = useDesk();
  if (desk.session.isReadOnly.value) return <Fact name={name}>{children}</Fact>;
  return (
    <div class="fact">
      <dt class="low">{words.fields[name]}</dt>
      <dd>
        <button
          type="button"
          class="field"
          aria-haspopup="listbox"
          title={ui.addKey(words.fields[name], keys)}
          onClick={(event) => pick(event.currentTarget)}
        >
          {children}
        </button>
      </dd>
    </div>
  );
}

function MergedInto({ id }: { id: string }) {
  const { words } = useDesk();
  return (
    <div class="fact">
      <dd>
        <a href={formatRoute({ place: "ticket", id })}>{words.ticket.mergedInto(id)}</a>
      </dd>
    </div>
  );
}

function Note({ name, text }: { name: string; text: string }) {
  return (
    <section>
      <h2>{name}</h2>
      <p class="text" dir="auto">{text}</p>
    </section>
  );
}

/** Returns the account, unless the ticket is just being moved to another one. */
function findCustomer({ customer: { value: customer } }: OpenTicket, { customer: email }: Ticket): Customer | null {
  return customer?.email === email ? customer : null;
}

function CustomerCard(
  { ticket: { customer: email, account_tier }, customer }: { ticket: Ticket; customer: Customer | null },
) {
  const { words } = useDesk();
  return (
    <section>
      <h2>{words.fields.customer}</h2>
      <div class="person">
        <Avatar name={customer?.name || email} kind="customer" />
        <div>
          <a class="ellipsis strong" href={formatRoute({ place: "customer", email })} title={email}>
            <bdi>{customer?.name || email}</bdi>
          </a>
          {customer?.name && <bdi class="low ellipsis" title={email}>{email}</bdi>}
          <span class={`tier ${account_tier}`}>{words.tier[account_tier]}</span>
          {customer?.organization && <bdi class="low ellipsis">{customer.organization}</bdi>}
        </div>
      </div>
      {customer?.notes && <p class="text low clamp" dir="auto">{customer.notes}</p>}
    </section>
  );
}

function Similar({ open }: { open: OpenTicket }) {
  const { words } = useDesk();
  const tickets = open.similar.value;
  if (tickets.length === 0) return null;
  return (
    <section>
      <h2>{words.ticket.similar}</h2>
      <ul class="links similar">
        {tickets.map(({ id, subject, resolution }) => (
          <li key={id}>
            <a href={formatRoute({ place: "ticket", id })}>
              <span class="id low">#{id}</span> <bdi>{subject}</bdi>
            </a>
            <p class="low clamp" dir="auto">{resolution}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
