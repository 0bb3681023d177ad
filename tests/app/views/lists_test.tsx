/** Lists besides the queue, as HTML. */

import assert from "node:assert/strict";
import { ApprovalsView } from "../../../app/views/approvals.tsx";
import { QueueView } from "../../../app/views/queue/queue.tsx";
import { CustomersView, CustomerView } from "../../../app/views/customers.tsx";
import { ArticleView, KnowledgeView } from "../../../app/views/knowledge.tsx";
import { SearchView } from "../../../app/views/search.tsx";
import { createUi, show } from "./show.tsx";

const CUSTOMER = {
  ...{ email: "mia@northwind.example", name: "Mia Hoffmann", account_tier: "enterprise", status: "active" } as const,
  ...{ notes: "", revision: 1, created_at: "2026-11-20T08:00:00.000Z", updated_at: "2026-11-20T08:00:00.000Z" },
};

Deno.test("a list that failed says why, in place of rows and of an empty list", () => {
  const ui = createUi();
  for (const directory of [ui.desk.getPlaces().customers, ui.desk.getPlaces().knowledge]) {
    directory.state.value = "failed";
    directory.error.value = new Error("query: unknown filter nonsense.");
  }
  for (const html of [show(<CustomersView query="nonsense:x" />, ui), show(<KnowledgeView query="nonsense:x" />, ui)]) {
    assert.match(html, /role="alert".*query: unknown filter nonsense\..*Try again/s);
    assert.doesNotMatch(html, /matches\./);
  }
});

Deno.test("a list with damaged records says so, with the remedy, in the language of the page", () => {
  const text = "Ticket #1 is damaged: its record cannot be read.";
  for (const [locale, words] of [["en-GB", "A record is damaged"], ["de-DE", "Ein Datensatz ist beschädigt"]]) {
    const ui = createUi(locale);
    const { approvals, queue } = ui.desk;
    const { customers, knowledge } = ui.desk.getPlaces();
    for (const list of [approvals, queue, customers, knowledge]) {
      list.state.value = "ready";
      list.damaged.value = [text];
    }
    for (
      const view of [
        ...[<ApprovalsView key="1" />, <QueueView key="2" />],
        ...[<CustomersView key="3" query="" />, <KnowledgeView key="4" query="" />],
      ]
    ) {
      const html = show(view, ui);
      for (const part of [words!, "support-mcp check --repair", "support-mcp restore", text]) {
        assert.ok(html.includes(part), `${part} is in ${html}`);
      }
    }
  }
  assert.doesNotMatch(show(<QueueView />), /damaged/);
});

Deno.test("a customer whose tickets could not be read does not look like one without tickets", () => {
  const ui = createUi();
  const { customers } = ui.desk.getPlaces();
  [customers.state.value, customers.opened.value] = ["ready", CUSTOMER];
  customers.ticketsError.value = new Error("The index is being built.");
  const html = show(<CustomerView email={CUSTOMER.email} />, ui);
  assert.match(html, /The index is being built\./);
  assert.doesNotMatch(html, /No tickets yet/);
});

Deno.test("a search in everything says what it could not search, even without results", () => {
  const ui = createUi();
  ui.desk.getPlaces().search.failures.value = [{ kind: "customers", error: new Error("unknown filter tag.") }];
  const html = show(<SearchView query="tag:x" />, ui);
  assert.match(html, /Nothing found/);
  assert.match(html, /Customers could not be searched\. unknown filter tag\./);
});

Deno.test("a customer or article that is missing leads back to its list", () => {
  const ui = createUi();
  const { customers, knowledge } = ui.desk.getPlaces();
  customers.state.value = knowledge.state.value = "missing";
  const views = [
    show(<CustomerView email="no.one@example.com" />, ui),
    show(<ArticleView id="none" />, ui),
  ];
  for (const html of views) assert.match(html, /<button[^>]*>Back to the list<\/button>/);
});
