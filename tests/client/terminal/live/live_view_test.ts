import assert from "node:assert/strict";
import type { AgentEvent } from "../../../../client/agent/views/events.ts";
import { LiveView } from "../../../../client/terminal/live/live_view.ts";
import { FakeDevice } from "../fake_device.ts";
import { renderScreen } from "./render_screen.ts";

const BEGIN: AgentEvent = { type: "begin", task: "Close 42", model: "m", servers: [] };
const STEP: AgentEvent = { type: "step", step: 2, of: 40 };
const CALL: AgentEvent = {
  type: "call",
  call: "c1",
  server: "desk",
  tool: "close_ticket_tool",
  title: "Close \x1b[2Jticket",
  arguments: {},
};
const CALLED: AgentEvent = {
  type: "called",
  call: "c1",
  tool: "close_ticket_tool",
  outcome: "done",
  text: "Closed.",
  milliseconds: 1200,
};

Deno.test("LiveView shows the current work, and for how long it has taken", () => {
  using work = createWork();
  work.show(BEGIN, STEP);
  assert.equal(work.screen(), "begin\nstep\n⠋ step 2 of 40 · waiting for the model · 0.0 s");
  work.time = 62_400;
  work.show({ type: "tokens", total: { input: 12345, output: 678 } }, CALL);
  work.time = 63_600;
  work.show({ type: "question", question: "q", kind: "elicitation", server: "desk", message: "Which priority?" });
  assert.equal(
    work.screen().split("question\n")[1],
    "⠋ Close \\x1b[2Jticket (close_ticket_tool on desk)  1.2 s\n? desk: elicitation\n" +
      "⠋ step 2 of 40 · 12,345 tokens in, 678 out · 1:03",
  );
});

Deno.test("LiveView keeps past events above the status, and only those at the end", () => {
  using work = createWork();
  work.show(BEGIN, STEP, CALL);
  const status = "⠋ Close \\x1b[2Jticket (close_ticket_tool on desk)  0.0 s\n⠋ step 2 of 40 · 0.0 s";
  assert.equal(work.screen(), `begin\nstep\ncall\n${status}`);
  work.show(CALLED, END);
  assert.equal(work.screen(), "begin\nstep\ncall\ncalled\nend\n");
});

Deno.test("LiveView draws nothing during a dialog, and loses no event", () => {
  using work = createWork();
  work.show(BEGIN, STEP, CALL);
  work.view.pause();
  const drawn = work.device.drawn;
  work.show(CALLED);
  assert.equal(work.device.drawn, drawn);
  work.view.resume();
  assert.match(work.screen(), /call\ncalled\n/);
});

Deno.test("LiveView counts down a pause of the model's endpoint", () => {
  using work = createWork();
  work.show(STEP, { type: "pause", reason: "Too many requests.", seconds: 20 });
  work.time = 4_800;
  work.show({ type: "answer", question: "q", kind: "sampling", server: "desk", answer: "x" });
  work.show({ type: "pause", reason: "Too many requests.", seconds: 20 });
  work.time = 7_200;
  work.view.resume();
  assert.match(work.screen(), /paused by the model's endpoint \(18 s\): Too many requests\./);
});

const END: AgentEvent = {
  type: "end",
  report: {
    reason: "finished",
    message: "Done.",
    closed: [],
    escalated: [],
    left: [],
    waiting: [],
    writes: [],
    steps: 2,
    tokens: { input: 0, output: 0 },
    cost: null,
    seconds: 1,
  },
};

/** Creates a view with a test clock, on a device with a readable screen. */
function createWork() {
  const device = new FakeDevice();
  const work = {
    device,
    time: 0,
    view: undefined as unknown as LiveView,
    show(...events: AgentEvent[]) {
      for (const event of events) work.view.show(event);
    },
    screen: () => renderScreen(device.drawn),
    [Symbol.dispose]: () => work.view[Symbol.dispose](),
  };
  work.view = new LiveView(device, (print) => ({ show: (event) => print(event.type) }), () => work.time);
  return work;
}
