import assert from "node:assert/strict";
import type { CreateMessageRequestParams, CreateMessageResult } from "@modelcontextprotocol/client";
import type { ToolCall } from "../../../client/agent/approval/mod.ts";
import type { AgentEvent } from "../../../client/agent/views/mod.ts";
import { liveEnvironment } from "../../../client/environment/mod.ts";
import { openPerson, openUserInterface, type UserInterfaceOptions } from "../../../commands/agent/user_interface.ts";
import { FakeDevice } from "../../client/terminal/fake_device.ts";
import { renderScreen } from "../../client/terminal/live/render_screen.ts";

const NEVER = new AbortController().signal;
const BEGIN: AgentEvent = { type: "begin", task: "Close \x1b[2J42", model: "test:model", servers: [] };
const STEP: AgentEvent = { type: "step", step: 1, of: 5 };
const TEXT: AgentEvent = { type: "text", step: 1, text: "Looking." };
const END: AgentEvent = {
  type: "end",
  report: {
    reason: "finished",
    message: "The model finished its work.",
    closed: ["42"],
    escalated: [],
    left: [],
    waiting: [],
    writes: [],
    steps: 1,
    tokens: { input: 10, output: 5 },
    cost: null,
    seconds: 1,
  },
};
const REPORT = "The model finished its work.\nClosed: #42\nNo changes were made.\n1 step, 1 s, 10 input tokens, " +
  "5 output tokens.\n";
const CALL: ToolCall = {
  server: "desk",
  tool: "close",
  title: "Close",
  annotations: {},
  isTrusted: true,
  arguments: {},
};

Deno.test("openUserInterface() without a terminal prints printable lines, and has no person", () => {
  const streams = new FakeStreams(null);
  using ui = open(streams, { output: "lines" });
  for (const event of [BEGIN, STEP, TEXT, END]) ui.view.show(event);
  ui.remark("A remark.");
  assert.equal(ui.person, undefined);
  assert.equal(streams.output, `test:model works with .\nTask: Close \\x1b[2J42\n[1] Looking.\n${REPORT}`);
  assert.equal(streams.errors, "A remark.\n");
});

Deno.test("openUserInterface() prints only the report with `quiet`", () => {
  const streams = new FakeStreams(null);
  using ui = open(streams, { output: "quiet" });
  for (const event of [BEGIN, STEP, TEXT, END]) ui.view.show(event);
  assert.equal(streams.output, REPORT);
});

Deno.test("openUserInterface() prints one event per line with `json`", () => {
  const streams = new FakeStreams(null);
  using ui = open(streams, { output: "json" });
  for (const event of [BEGIN, STEP, TEXT, END]) ui.view.show(event);
  const events = streams.output.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(events.map(({ type }) => type), ["begin", "step", "text", "end"]);
  assert.equal(events[0].task, "Close \x1b[2J42"); // JSON keeps the text, with its control characters escaped
});

Deno.test("openUserInterface() draws a live view on a terminal, with remarks above the status", () => {
  const device = new FakeDevice();
  const streams = new FakeStreams(device);
  using ui = open(streams, { output: "lines" });
  for (const event of [STEP, TEXT]) ui.view.show(event);
  ui.remark("A remark.");
  assert.match(renderScreen(device.drawn), /^\[1\] Looking\.\nA remark\.\n. step 1 of 5 · waiting for the model · /u);
  assert.deepEqual([streams.output, streams.errors], ["", ""]);
});

Deno.test("openUserInterface() clears the status when it is disposed of", () => {
  const device = new FakeDevice();
  {
    using ui = open(new FakeStreams(device), { output: "lines" });
    ui.view.show(STEP);
  }
  assert.equal(renderScreen(device.drawn), "");
});

for (
  const [when, output, isTerminal, prints] of [
    ["standard output is redirected", "lines", false, /^\[1\] Looking\.\n$/],
    ["events are printed as JSON", "json", true, /^\{"type":"step".*\n\{"type":"text".*\n$/],
  ] as const
) {
  Deno.test(`openUserInterface() asks the person on the terminal when ${when}`, async () => {
    const device = new FakeDevice();
    const streams = new FakeStreams(device, isTerminal);
    using ui = open(streams, { output });
    for (const event of [STEP, TEXT]) ui.view.show(event);
    const approval = ui.person!.approver.approve(CALL, NEVER);
    await device.waitFor("Allow close?");
    device.type("y");
    assert.equal(await approval, "yes");
    assert.match(streams.output, prints);
    assert.doesNotMatch(streams.output, /Allow/);
    device.type(null);
  });
}

Deno.test("openUserInterface() pauses the live view while it asks the person", async () => {
  const device = new FakeDevice();
  using ui = open(new FakeStreams(device), { output: "lines" });
  ui.view.show(STEP);
  const approval = ui.person!.approver.approve(CALL, NEVER);
  await device.waitFor("Allow close?");
  const drawn = device.drawn;
  ui.view.show(TEXT);
  assert.equal(device.drawn, drawn);
  device.type("n");
  assert.equal(await approval, "no");
  await device.waitFor("[1] Looking.");
  device.type(null);
});

Deno.test("openUserInterface() ends a question when the run stops", async () => {
  const device = new FakeDevice();
  const stop = new AbortController();
  using ui = open(new FakeStreams(device), { output: "lines", stop: stop.signal });
  const approval = ui.person!.approver.approve(CALL, NEVER);
  await device.waitFor("Allow close?");
  stop.abort();
  assert.deepEqual(await approval, { no: "the person ended the run" });
  device.type(null);
});

Deno.test("openPerson() returns undefined without a terminal", () => {
  assert.equal(openPerson({ interactive: true, environment: liveEnvironment, stop: NEVER }, null), undefined);
});

Deno.test("openPerson() lets the person review sampling requests only with `interactive`", async () => {
  const request: CreateMessageRequestParams = {
    messages: [{ role: "user", content: { type: "text", text: "Sum up." } }],
    maxTokens: 10,
  };
  const result: CreateMessageResult = { role: "assistant", content: { type: "text", text: "Summed up." }, model: "m" };
  const fallback = { sample: () => Promise.resolve(result), roots: () => Promise.resolve([]) };
  const options = { environment: liveEnvironment, stop: NEVER };

  const silent = new FakeDevice();
  const trusting = openPerson({ ...options, interactive: false }, silent)!.createRequestHandlers("desk", fallback);
  assert.equal(await trusting.sample(request, NEVER), result);
  assert.equal(silent.drawn, "");

  const device = new FakeDevice();
  const reviewing = openPerson({ ...options, interactive: true }, device)!.createRequestHandlers("desk", fallback);
  const sampled = reviewing.sample(request, NEVER);
  await device.waitFor("Send this request to the model?");
  device.type("s");
  await device.waitFor("Send this result to desk?");
  device.type("s");
  assert.deepEqual(await sampled, result);
  device.type(null);
});

function open(streams: FakeStreams, options: Pick<UserInterfaceOptions, "output"> & Partial<UserInterfaceOptions>) {
  return openUserInterface({ interactive: false, environment: liveEnvironment, stop: NEVER, ...options }, streams);
}

/** Streams that keep what is written to them. */
class FakeStreams {
  output = "";
  errors = "";
  readonly stdout = { write: (text: string) => void (this.output += text) };
  readonly stderr = { write: (text: string) => void (this.errors += text) };

  constructor(readonly device: FakeDevice | null, readonly isTerminal: boolean = device !== null) {}
}
