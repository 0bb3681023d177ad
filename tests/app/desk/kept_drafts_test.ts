/** Drafts that the desk keeps, where the page has no storage. */

import assert from "node:assert/strict";
import { type Bridge, BridgeError } from "../../../app/bridges/bridge.ts";
import { Drafts } from "../../../app/desk/mod.ts";
import { KeptDrafts } from "../../../app/desk/second/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

const DELAYS = { key: 1, retry: 1 };
const DRAFT = { kind: "note", body: "Look at the proxy" } as const;

const open = () => TestBridge.open({ server: { user: "Ana Marques" } });
const read = async (bridge: TestBridge) =>
  (await bridge.store.drafts.list("Ana Marques")).map(({ name, ticket_id }) => [name, ticket_id]);

async function follow(bridge: Pick<Bridge, "call">): Promise<Drafts> {
  const drafts = new Drafts();
  await drafts.follow(new KeptDrafts(bridge, DELAYS));
  return drafts;
}

Deno.test("drafts and forms are there when the page opens again, and gone once they are sent", async () => {
  await using bridge = await open();
  const drafts = await follow(bridge);
  drafts.set("1055", DRAFT);
  drafts.setForm("close 1055", { reason: "Solved" });
  drafts.setForm("create", { subject: "New" });
  await until(async () => (await read(bridge)).length === 3, "the desk keeps them");
  assert.deepEqual((await read(bridge)).sort(), [
    ["form close 1055", "1055"],
    ["form create", undefined],
    ["ticket 1055", "1055"],
  ]);
  const reopened = await follow(bridge);
  assert.deepEqual(reopened.get("1055"), DRAFT);
  assert.deepEqual(reopened.getForm("close 1055"), { reason: "Solved" });
  reopened.remove("1055");
  reopened.setForm("close 1055", null);
  await until(async () => (await read(bridge)).length === 1, "the sent ones are gone");
});

Deno.test("typing writes once for several keys, and a lost text is written again", async () => {
  await using bridge = await open();
  const drafts = await follow(bridge);
  bridge.calls.length = 0;
  let isLost = false;
  bridge.intercept = (tool, input, call) => {
    if (isLost) return call(tool, input);
    isLost = true;
    return Promise.reject(new BridgeError("offline", "The host does not answer."));
  };
  for (let length = 1; length <= DRAFT.body.length; length++) {
    drafts.set("1055", { ...DRAFT, body: DRAFT.body.slice(0, length) });
  }
  await until(async () => (await read(bridge)).length === 1, "the desk keeps it");
  assert.deepEqual(bridge.calls, ["save_draft", "save_draft"]);
  assert.deepEqual((await follow(bridge)).get("1055"), DRAFT);
});

Deno.test("what the person types while the drafts are read is newer", async () => {
  await using bridge = await open();
  await bridge.store.drafts.save("Ana Marques", { name: "ticket 1055", content: JSON.stringify(DRAFT) });
  const drafts = new Drafts();
  const following = drafts.follow(new KeptDrafts(bridge, DELAYS));
  drafts.set("1055", { kind: "reply", body: "Newer" });
  await following;
  assert.equal(drafts.get("1055").body, "Newer");
  await until(
    async () => (await bridge.store.drafts.list("Ana Marques"))[0]!.content.includes("Newer"),
    "the newer one is kept",
  );
});

Deno.test("a server that keeps no drafts leaves them in the page", async () => {
  const refuse = () => Promise.reject(new BridgeError("failed", "Unknown tool list_drafts"));
  const drafts = new Drafts();
  await assert.rejects(drafts.follow(new KeptDrafts({ call: refuse }, DELAYS)), /Unknown tool/);
  drafts.set("1", DRAFT);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(drafts.get("1"), DRAFT);
});
