import assert from "node:assert/strict";
import { listOutsideText } from "../../../server/definitions/outside_text.ts";
import { OUTSIDE_TEXT } from "../../../server/definitions/outside_members.ts";
import * as schemas from "../../../server/definitions/schemas/mod.ts";

Deno.test("resources name the members from outside that the schemas of the tools mark", () => {
  const ticket = listOutsideText(schemas.ticketDetails);
  assert.deepEqual(OUTSIDE_TEXT, {
    ticket: ticket.filter(({ path }) => !path.endsWith(".uri")), // the desk's own address, with a name in it
    tickets: listOutsideText(schemas.ticketRow, "tickets[]"),
    ticketEvents: listOutsideText(schemas.ticketEvent, "events[]"),
    customer: listOutsideText(schemas.customer),
    customerEvents: listOutsideText(schemas.customerEvent, "events[]"),
    article: listOutsideText(schemas.article),
  });
});
