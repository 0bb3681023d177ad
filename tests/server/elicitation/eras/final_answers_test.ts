/** The first answer to a question about a change is final: a client can send its request state again. */

import assert from "node:assert/strict";
import { type Desk, fillWithDemo, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { connectRawClient } from "./raw_client.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };
const KEY = "0123456789abcdef0123456789abcdef";
const ACCEPT = { action: "accept", content: { decision: "yes" } };
const REFUSALS = {
  declined: { action: "decline" },
  cancelled: { action: "cancel" },
  refused: { action: "accept", content: { decision: "no" } },
};

/** Two servers with one key, each with its own connection to the same file. */
async function withTwoServers(work: (call: (server: 0 | 1, more?: object) => Promise<unknown>, desk: Desk) => unknown) {
  await using folder = await TemporaryFolder.create();
  const desks = [await openDesk(folder.file("desk.db")), await openDesk(folder.file("desk.db"))] as const;
  try {
    await fillWithDemo(desks[0]);
    await using one = await connectRawClient(desks[0], { stateKey: KEY });
    await using other = await connectRawClient(desks[1], { stateKey: KEY });
    const clients = [one, other];
    await work(
      async (server, more = {}) => (await clients[server]!.call("merge_tickets", MERGE, { ...more })).result,
      desks[0],
    );
  } finally {
    for (const desk of desks) await desk.close();
  }
}

interface Question {
  inputRequests: Record<string, unknown>;
  requestState: string;
}

const respondTo = ({ inputRequests, requestState }: Question, response: unknown) => ({
  inputResponses: { [Object.keys(inputRequests)[0]!]: response },
  requestState,
});

for (const [name, refusal] of Object.entries(REFUSALS)) {
  for (const server of [0, 1] as const) {
    Deno.test(`a question that was ${name} cannot be accepted later, on ${server === 0 ? "the same" : "another"} server`, () =>
      withTwoServers(async (call, desk) => {
        const question = await call(0) as Question;
        const refused = await call(0, respondTo(question, refusal)) as { isError: boolean };
        assert.ok(refused.isError);
        const again = await call(server, respondTo(question, ACCEPT)) as {
          isError: boolean;
          content: { text: string }[];
        };
        assert.ok(again.isError);
        assert.match(again.content[0]!.text, /merge_tickets was (?:declined|cancelled|rejected) by/);
        assert.equal((await desk.tickets.get("43")).status, "open");
        const { items } = await desk.tickets.listEvents("43");
        assert.doesNotMatch(JSON.stringify(items), /"accepted"/);
      }));
  }
}

Deno.test("a refused change can be accepted when it is asked for again", () =>
  withTwoServers(async (call, desk) => {
    const question = await call(0) as Question;
    await call(0, respondTo(question, REFUSALS.declined));
    await call(1, respondTo(await call(1) as Question, ACCEPT));
    assert.equal((await desk.tickets.get("43")).status, "closed");
  }));

Deno.test("an approval can be sent again, and changes nothing then", () =>
  withTwoServers(async (call, desk) => {
    const response = respondTo(await call(0) as Question, ACCEPT);
    await call(0, response);
    const { revision } = await desk.tickets.get("43");
    await call(1, response);
    assert.deepEqual([(await desk.tickets.get("43")).status, (await desk.tickets.get("43")).revision], [
      "closed",
      revision,
    ]);
  }));
