/** Customers: a list, and one of them with their tickets. */

import { type Customer, formatRoute, type TicketRow, TIERS } from "../desk/mod.ts";
import { Damage } from "../parts/damage.tsx";
import { askToCreate, askToEditCustomer } from "../parts/forms.ts";
import { PriorityIcon, StatusIcon } from "../parts/icons.tsx";
import { Opened } from "../parts/opened.tsx";
import { SearchField } from "../parts/search_field.tsx";
import { Empty, Failure, Skeleton } from "../parts/state.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Time } from "../parts/time.tsx";
import { useDesk } from "../parts/ui.ts";

export function CustomersView({ query }: { query: string }) {
  const { desk, words } = useDesk();
  const { customers } = desk.getPlaces();
  return (
    <section class="page" aria-labelledby="customers">
      <header class="bar">
        <h1 id="customers">{words.places.customers}</h1>
        <SearchField
          label={words.customers.search}
          query={query}
          search={(query) => desk.go({ place: "customers", query })}
        />
      </header>
      <div class="scroller" tabIndex={-1}>
        {customers.state.value === "failed"
          ? <Failure error={customers.error.value} retry={() => void customers.search(query)} />
          : customers.state.value === "loading" && customers.list.value.length === 0
          ? <Skeleton rows={8} label={words.states.loading} />
          : (
            <>
              <Damage damaged={customers.damaged.value} />
              <List query={query} />
            </>
          )}
      </div>
    </section>
  );
}

function List({ query }: { query: string }) {
  const { desk, words } = useDesk();
  const { customers } = desk.getPlaces();
  if (customers.list.value.length === 0) return <Empty title={words.customers.empty} />;
  return (
    <>
      <ul class="people">
        {customers.list.value.map(({ email, name, account_tier, status, organization }) => (
          <li key={email}>
            <a href={formatRoute({ place: "customer", email })}>
              <Avatar name={name || email} kind="customer" />
              <bdi class="ellipsis strong">{name || email}</bdi>
              <bdi class="ellipsis low">{email}</bdi>
              <bdi class="ellipsis low">{organization}</bdi>
              <span class={`tier ${account_tier}`}>{words.tier[account_tier]}</span>
              <span class="low">{status === "active" ? "" : words.customers.accountStatus[status] ?? status}</span>
            </a>
          </li>
        ))}
      </ul>
      {customers.cursor.value !== null && (
        <p class="more">
          <button type="button" onClick={() => void customers.searchMore(query)}>{words.customers.more}</button>
        </p>
      )}
    </>
  );
}

export function CustomerView({ email }: { email: string }) {
  const { desk, words } = useDesk();
  const { customers } = desk.getPlaces();
  const open = () => void customers.open(email);
  return (
    <Opened<Customer, Customer>
      directory={customers}
      name={email}
      missing={words.customers.missing}
      list={{ place: "customers", query: "" }}
      rows={5}
      retry={open}
    >
      {(customer) => <Loaded customer={customer} />}
    </Opened>
  );
}

function Loaded({ customer }: { customer: Customer }) {
  const { ui, desk, words } = useDesk();
  const { customers } = desk.getPlaces();
  const isEditable = !desk.session.isReadOnly.value && desk.session.has("update_account");
  return (
    <section class="page" aria-labelledby="customer">
      <header class="bar">
        <h1 id="customer" dir="auto">{customer.name || customer.email}</h1>
        <TierChoice customer={customer} />
        {desk.session.has("create_ticket") && !desk.session.isReadOnly.value && (
          <button
            type="button"
            class="quiet"
            onClick={() => askToCreate(ui, customer.email)}
          >
            {words.newTicket}
          </button>
        )}
        {isEditable && (
          <button type="button" onClick={() => askToEditCustomer(ui, customer)}>{words.customers.editShort}</button>
        )}
      </header>
      <div class="scroller" tabIndex={-1}>
        <Account customer={customer} />
        <h2 class="page-title">{words.customers.tickets}</h2>
        <Damage damaged={customers.damagedTickets.value} />
        {customers.ticketsError.value === null
          ? <Tickets tickets={customers.tickets.value} />
          : <Failure error={customers.ticketsError.value} retry={() => void customers.open(customer.email)} />}
      </div>
    </section>
  );
}

function TierChoice({ customer: { account_tier } }: { customer: Customer }) {
  const { ui, desk, words } = useDesk();
  const tier = <span class={`tier ${account_tier}`}>{words.tier[account_tier]}</span>;
  if (desk.session.isReadOnly.value || !desk.session.has("update_account")) return tier;
  const choose = (anchor: Element) => {
    const choices = TIERS.map((tier) => ({
      key: tier,
      label: words.tier[tier],
      isCurrent: tier === account_tier,
      run: () => void desk.getPlaces().customers.changeTier(tier),
    }));
    ui.chooser.value = { label: words.customers.changeTier, choices, anchor };
  };
  return (
    <button
      type="button"
      class="quiet"
      title={words.customers.changeTier}
      aria-haspopup="listbox"
      onClick={(event) => choose(event.currentTarget)}
    >
      {tier}
    </button>
  );
}

function Account({ customer: { email, organization, status, created_at, notes } }: { customer: Customer }) {
  const { words } = useDesk();
  return (
    <dl class="values account">
      <div class="fact">
        <dt class="low">{words.fields.email}</dt>
        <dd>
          <bdi>{email}</bdi>
        </dd>
      </div>
      {organization && (
        <div class="fact">
          <dt class="low">{words.fields.organization}</dt>
          <dd>
            <bdi>{organization}</bdi>
          </dd>
        </div>
      )}
      <div class="fact">
        <dt class="low">{words.fields.account}</dt>
        <dd>{words.customers.accountStatus[status] ?? status}</dd>
      </div>
      <div class="fact">
        <dt class="low">{words.fields.created}</dt>
        <dd>
          <Time at={created_at} />
        </dd>
      </div>
      {notes && (
        <div class="fact">
          <dt class="low">{words.fields.notes}</dt>
          <dd class="text" dir="auto">{notes}</dd>
        </div>
      )}
    </dl>
  );
}

function Tickets({ tickets }: { tickets: readonly TicketRow[] }) {
  const { words } = useDesk();
  if (tickets.length === 0) return <p class="low page-title">{words.customers.noTickets}</p>;
  return (
    <ul class="people tickets">
      {tickets.map(({ id, subject, status, priority, updated_at }) => (
        <li key={id}>
          <a href={formatRoute({ place: "ticket", id })}>
            <PriorityIcon priority={priority} label={words.priority[priority]} />
            <span class="id low">#{id}</span>
            <StatusIcon status={status} label={words.status[status]} />
            <bdi class="ellipsis">{subject}</bdi>
            <span class="low">
              {updated_at && <Time at={updated_at} />}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
