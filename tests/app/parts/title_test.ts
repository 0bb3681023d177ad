import assert from "node:assert/strict";
import type { Article, Customer, OpenTicket, Route, Ticket } from "../../../app/desk/mod.ts";
import { formatTitle } from "../../../app/parts/title.ts";
import { createUi } from "../views/show.tsx";
import { signal } from "@preact/signals";

function getTitle(route: Route, locale = "en-GB", prepare = (_: ReturnType<typeof createUi>["desk"]) => {}): string {
  const { desk, words } = createUi(locale);
  desk.route.value = route;
  prepare(desk);
  return formatTitle(desk, words.value);
}

Deno.test("the title names the place before the desk, in the language of the page", () => {
  assert.equal(getTitle({ place: "reports" }), "Reports · Support desk");
  assert.equal(getTitle({ place: "search", query: "refund" }), "Search · Support desk");
  assert.equal(getTitle({ place: "queue", view: "open", filter: "" }), "Open · Support desk");
  assert.match(getTitle({ place: "reports" }, "de-DE"), /^Berichte · /);
});

Deno.test("the title names the ticket, customer or article that is open", () => {
  const open = { ticket: signal({ subject: "All SSO sign-ins fail" } as Ticket) } as OpenTicket;
  const title = getTitle({ place: "ticket", id: "1055" }, "en-GB", (desk) => desk.opened.value = open);
  assert.equal(title, "#1055 All SSO sign-ins fail · Support desk");
  assert.equal(getTitle({ place: "ticket", id: "1055" }), "#1055 · Support desk");
  open.ticket.value = { subject: "annual\u202Efdp.exe" } as Ticket;
  assert.equal(
    getTitle({ place: "ticket", id: "1055" }, "en-GB", (desk) => desk.opened.value = open),
    "#1055 annualfdp.exe · Support desk",
  );
  const customer = getTitle({ place: "customer", email: "mia@example.com" }, "en-GB", (desk) => {
    desk.getPlaces().customers.opened.value = { name: "Mia" } as Customer;
  });
  assert.equal(customer, "Mia · Support desk");
  const article = getTitle({ place: "article", id: "refunds" }, "en-GB", (desk) => {
    desk.getPlaces().knowledge.opened.value = { title: "Refunds" } as Article;
  });
  assert.equal(article, "Refunds · Support desk");
});

Deno.test("the title of the sign-in names nothing of the desk", () => {
  const title = getTitle({ place: "ticket", id: "1055" }, "en-GB", (desk) => desk.session.state.value = "signed_out");
  assert.equal(title, "Support desk");
});
