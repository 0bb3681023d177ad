import assert from "node:assert/strict";
import { parseTicketId, toTicketNumber } from "../../../../store/rules/tickets/ticket_id.ts";

Deno.test("parseTicketId() accepts decimal numbers from 1 in their canonical form", () => {
  assert.deepEqual(["1", "42", "9007199254740991"].map(parseTicketId), [1, 42, Number.MAX_SAFE_INTEGER]);
  for (const id of ["", "0", "007", "-1", "+1", "1.0", "1e3", " 1", "1\n", "x", "٣", "9007199254740993"]) {
    assert.equal(parseTicketId(id), null);
  }
});

Deno.test("toTicketNumber() throws the article's sentence for an unknown ticket", () => {
  assert.throws(() => toTicketNumber("x7"), {
    code: "not_found",
    message: "Ticket #x7 not found. A ticket id is a number, such as 42.",
  });
});
