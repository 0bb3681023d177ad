import assert from "node:assert/strict";
import {
  type ClientAbilities,
  type ClientRequest,
  createChoice,
  createClientRequests,
} from "../../../../server/elicitation/requests/mod.ts";

const ABLE: ClientAbilities = { revision: "2025-11-25", canElicit: true, canSample: true, hasRoots: true };
const UNABLE: ClientAbilities = { revision: "2025-11-25", canElicit: false, canSample: false, hasRoots: false };
const FORM = { key: "priority", message: "Which?", fields: { priority: createChoice("Priority", { low: "Low" }) } };
const APPROVAL = { key: "merge", message: "Merge?", outsideText: 'From "Ada".', acceptLabel: "Yes, merge" };
const NOTE = { key: "note", prompt: "Summarize.", maxTokens: 10 };

/** Creates the requests of a client that returns `result` to each of them. */
function createRequests(client: ClientAbilities, result: Record<string, unknown> | null, unattended = false) {
  const sent: [key: string, request: ClientRequest][] = [];
  const send = (...request: [key: string, request: ClientRequest]) => {
    sent.push(request);
    return Promise.resolve(result);
  };
  return { ...createClientRequests(client, send, unattended), sent };
}

Deno.test("elicit() sends a form and returns its values", async () => {
  const { elicit, sent, records } = createRequests(ABLE, { action: "accept", content: { priority: "low" } });
  assert.deepEqual(await elicit(FORM), { outcome: "accepted", value: { priority: "low" } });
  const [[key, { method, params }]] = sent as [[string, ClientRequest]];
  assert.deepEqual([key, method, params!.mode, params!.message], ["priority", "elicitation/create", "form", "Which?"]);
  assert.deepEqual(records, [{ asked: "person", question: "Which?", outcome: "accepted" }]);
});

for (
  const [name, result, outcome] of [
    ["a cancelled form", { action: "cancel" }, "cancelled"],
    ["a declined form", { action: "decline" }, "declined"],
    ["a form with an invalid value", { action: "accept", content: { priority: "urgent" } }, "declined"],
    ["an unknown action", { action: 1 }, "declined"],
  ] as const
) {
  Deno.test(`elicit() and requestApproval() return ${outcome} for ${name}`, async () => {
    const { elicit, requestApproval, records } = createRequests(ABLE, result);
    assert.deepEqual(await elicit(FORM), { outcome });
    assert.equal(await requestApproval(APPROVAL), outcome);
    assert.deepEqual(records.map((record) => record.outcome), [outcome, outcome]);
  });
}

Deno.test("a failed request makes a form impossible, and declines an approval", async () => {
  const { elicit, requestApproval, records } = createRequests(ABLE, null);
  assert.deepEqual(await elicit(FORM), { outcome: "not_possible" });
  assert.equal(await requestApproval(APPROVAL), "declined");
  assert.deepEqual(records.map((record) => record.outcome), ["not_possible", "declined"]);
});

Deno.test("requestApproval() preselects nothing, and offers the approval last", async () => {
  for (const revision of ["2025-06-18", "2025-11-25"]) {
    const { requestApproval, sent } = createRequests({ ...ABLE, revision }, { action: "decline" });
    await requestApproval(APPROVAL);
    const schema = sent[0]![1].params!.requestedSchema as { properties: { decision: Record<string, unknown> } };
    const { oneOf, enum: values } = schema.properties.decision as { oneOf?: { const: string }[]; enum?: string[] };
    assert.deepEqual(values ?? oneOf!.map((choice) => choice.const), ["no", "yes"]);
    assert.doesNotMatch(JSON.stringify(schema), /"default"/);
  }
});

Deno.test("requestApproval() is accepted only for the choice yes, with the given label", async () => {
  const accepted = createRequests(ABLE, { action: "accept", content: { decision: "yes" } });
  assert.equal(await accepted.requestApproval(APPROVAL), "accepted");
  assert.match(JSON.stringify(accepted.sent), /\{"const":"yes","title":"Yes, merge"\}/);
  for (const decision of ["YES", "Yes", " yes "]) {
    const { requestApproval } = createRequests(ABLE, { action: "accept", content: { decision } });
    assert.equal(await requestApproval(APPROVAL), "accepted", decision);
  }
  for (const decision of ["yes, merge", "y", "true", true, ["yes"], null]) {
    const { requestApproval } = createRequests(ABLE, { action: "accept", content: { decision } });
    assert.equal(await requestApproval(APPROVAL), "declined", String(decision));
  }
});

Deno.test("requestApproval() is rejected by a person who submits the choice no", async () => {
  for (const decision of ["no", "No"]) {
    const { requestApproval, records } = createRequests(ABLE, { action: "accept", content: { decision } });
    assert.equal(await requestApproval(APPROVAL), "rejected");
    assert.equal(records[0]!.outcome, "rejected");
  }
});

Deno.test("requestApproval() shows the same question in the form as it records", async () => {
  const { requestApproval, sent, records } = createRequests(ABLE, { action: "decline" });
  await requestApproval(APPROVAL);
  assert.equal(sent[0]![1].params!.message, 'Merge? From "Ada".');
  assert.equal(records[0]!.question, 'Merge? From "Ada".');
});

Deno.test("elicit() sends nothing if the server is unattended", async () => {
  const { elicit, sent, records } = createRequests(ABLE, { action: "accept", content: { priority: "low" } }, true);
  assert.deepEqual(await elicit(FORM), { outcome: "not_possible" });
  assert.deepEqual(sent, []);
  assert.deepEqual(records, [{ asked: "person", question: "Which?", outcome: "unattended" }]);
});

Deno.test("requestApproval() sends nothing if the server is unattended", async () => {
  for (const client of [ABLE, UNABLE]) {
    const { requestApproval, sent, records } = createRequests(client, { action: "decline" }, true);
    assert.equal(await requestApproval(APPROVAL), "unattended");
    assert.deepEqual(sent, []);
    assert.deepEqual(records, [{ asked: "person", question: 'Merge? From "Ada".', outcome: "unattended" }]);
  }
});

Deno.test("sample() returns the text of one block or of several", async () => {
  const text = (text: string) => ({ type: "text", text });
  for (const content of [text(" A note. "), [text("A "), { type: "image", data: "" }, text("note.")]]) {
    const { sample, sent } = createRequests(ABLE, { content });
    assert.deepEqual(await sample(NOTE), { outcome: "accepted", text: "A note." });
    assert.equal(sent[0]![1].params!.maxTokens, 10);
  }
  for (const result of [null, {}, { content: text(" ") }, { content: [null] }]) {
    assert.deepEqual(await createRequests(ABLE, result).sample(NOTE), { outcome: "not_possible" });
  }
});

Deno.test("listRoots() returns the roots with a URI, or null if the client has none to share", async () => {
  const roots = [{ uri: "file:///a" }, null, {}, { uri: "file:///b", name: "b" }];
  assert.deepEqual(await createRequests(ABLE, { roots }).listRoots(), [roots[0], roots[3]]);
  assert.deepEqual(await createRequests(ABLE, { roots: "no list" }).listRoots(), []);
  assert.equal(await createRequests(ABLE, null).listRoots(), null);
});

Deno.test("a client without capabilities receives no requests", async () => {
  const { elicit, requestApproval, sample, listRoots, sent } = createRequests(UNABLE, {});
  assert.deepEqual(await elicit(FORM), { outcome: "not_possible" });
  assert.equal(await requestApproval(APPROVAL), "not_possible");
  assert.deepEqual(await sample(NOTE), { outcome: "not_possible" });
  assert.equal(await listRoots(), null);
  assert.deepEqual(sent, []);
});
