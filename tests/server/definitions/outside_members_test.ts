import assert from "node:assert/strict";
import { OUTSIDE_TEXT } from "../../../server/definitions/outside_members.ts";
import * as schemas from "../../../server/definitions/schemas/mod.ts";

Deno.test("resources name the members from outside that the schemas of the tools mark", () => {
  const ticket = schemas.listOutsideText(schemas.ticketDetails);
  assert.deepEqual(OUTSIDE_TEXT, {
    ticket: ticket.filter(({ path }) => !path.endsWith(".uri")), // the desk's own address, with a name in it
    tickets: schemas.listOutsideText(schemas.ticketRow, "tickets[]"),
    ticketEvents: schemas.listOutsideText(schemas.ticketEvent, "events[]"),
    customer: schemas.listOutsideText(schemas.customer),
    customerEvents: schemas.listOutsideText(schemas.customerEvent, "events[]"),
    article: schemas.listOutsideText(schemas.article),
  });
});
