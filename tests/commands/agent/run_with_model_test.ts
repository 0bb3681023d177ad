import assert from "node:assert/strict";
import { AgentError } from "../../../client/errors/mod.ts";
import { liveEnvironment } from "../../../client/environment/mod.ts";
import type { AgentRun } from "../../../commands/agent/agent_run.ts";
import { type ModelFlags, runAgentWithModel } from "../../../commands/agent/run_with_model.ts";
import { openUserInterface } from "../../../commands/agent/user_interface.ts";
import { toMemorySource } from "../../client/agent/agent_run.ts";
import { getLastText, ScriptedModel, type Turn } from "../../client/agent/scripted_model.ts";
import { createToolServer, READS } from "../../client/agent/tool_server.ts";
import { ViewServer } from "../../client/agent/view_server.ts";
import { until } from "../../until.ts";
import { FakeDevice } from "../../client/terminal/fake_device.ts";

const DONE = { text: "Done." };

Deno.test("runAgentWithModel() returns 0 when the model finishes, and prints the report", async () => {
  const agent = new TestAgent([{ calls: [["look", {}]] }, DONE]);
  assert.equal(await agent.run({ askBefore: "nothing" }), 0);
  assert.match(agent.output, /\[1\] look: done .*\n\[2\] Done\.\nThe model finished its work\.\n/s);
  assert.equal(agent.errors, "");
});

Deno.test("runAgentWithModel() works on the open queue by default, or on the given task", async () => {
  const queue = new TestAgent([DONE]);
  await queue.run({});
  assert.match(getLastText(queue.model.asked[0]!), /^Triage and resolve the open queue\./);
  const other = new TestAgent([DONE]);
  await other.run({ task: "Close 42." });
  assert.equal(getLastText(other.model.asked[0]!), "Close 42.");
});

Deno.test("runAgentWithModel() without a terminal says so, and makes no call that needs approval", async () => {
  const agent = new TestAgent([{ calls: [["write", {}]] }, DONE]);
  assert.equal(await agent.run({ askBefore: "writes" }), 0);
  assert.match(agent.errors, /^There is no terminal for approvals: .*--ask-before and --trust\.\n$/);
  assert.match(agent.output, /write: refused: no person is available/);
  assert.deepEqual(agent.calls, []);
});

Deno.test("runAgentWithModel() makes the calls that the person at the terminal approves", async () => {
  const device = new FakeDevice();
  const agent = new TestAgent([{ calls: [["write", {}]] }, DONE], device);
  const code = agent.run({ askBefore: "writes" });
  await device.waitFor("Allow write?");
  device.type("y");
  assert.equal(await code, 0);
  assert.deepEqual(agent.calls, ["write"]);
  device.type(null);
});

Deno.test("runAgentWithModel() fails with the limit that ended the run, after the report", async () => {
  const agent = new TestAgent([{ calls: [["look", {}]] }]);
  await assert.rejects(
    agent.run({ askBefore: "nothing", limits: { steps: 2, tokens: 1_000, seconds: 60 } }),
    (error) => error instanceof AgentError && error.message === "Step limit reached (2). Raise it with --max-steps.",
  );
  assert.match(agent.output, /\n2 steps, /);
});

Deno.test("runAgentWithModel() completes the current call after the first Ctrl+C, and returns 130", async () => {
  const agent = new TestAgent([{ calls: [["interrupt", {}], ["write", {}]] }, DONE]);
  assert.equal(await agent.run({ askBefore: "nothing" }), 130);
  assert.deepEqual(agent.calls, ["interrupt"]);
  assert.match(agent.errors, /^Stopping after the current call\./);
  assert.match(agent.output, /The run was stopped\.\n/);
});

Deno.test("runAgentWithModel() ends at once while a watch waits, and says that no call is in progress", async () => {
  const desk = new ViewServer();
  const agent = new TestAgent([DONE]);
  const code = agent.run({ askBefore: "nothing", watch: ["overdue"] }, { servers: [desk.toSource()] });
  await until(() => agent.output.includes("Waiting for changes."), "the watch waits");
  const { reads } = desk;
  agent.interrupt();
  assert.equal(await code, 130);
  assert.equal(agent.errors, "Stopping. No call is in progress.\n");
  assert.match(agent.output, /Waiting for changes\.\nThe watch was stopped\.\n/);
  assert.equal(desk.reads, reads);
});

Deno.test("runAgentWithModel() ends at once on SIGTERM, and returns 143 without a report", async () => {
  const agent = new TestAgent([{ calls: [["terminate", {}]] }, DONE]);
  assert.equal(await agent.run({ askBefore: "nothing" }), 143);
  assert.doesNotMatch(agent.output, /steps?, /);
});

Deno.test("runAgentWithModel() throws when a replay diverges from its recording", async () => {
  const agent = new TestAgent([{ calls: [["diverge", {}]] }, DONE]);
  await assert.rejects(agent.run({ askBefore: "nothing" }), /the recording differs/);
});

Deno.test("runAgentWithModel() with --demo works on this program's own servers and a temporary store", async () => {
  const close: Turn = { calls: [["close_ticket_tool", { ticket_id: "42", resolution: "Solved." }]] };
  const agent = new TestAgent([close, DONE]);
  assert.equal(await agent.run({ askBefore: "nothing", demo: true, output: "quiet" }, { servers: [] }), 0);
  assert.match(agent.output, /^The model finished its work\.\nClosed: #42\n/);
});

/** An agent with a scripted model, a server in this process, and signals that its tools send. */
class TestAgent {
  output = "";
  errors = "";
  readonly calls: string[] = [];
  readonly model: ScriptedModel;
  readonly #device: FakeDevice | null;
  readonly #stop = new AbortController();
  readonly #abort = new AbortController();
  readonly #diverged = new AbortController();
  #signal: Deno.Signal | undefined;
  #onStop = () => {};

  constructor(turns: readonly Turn[], device: FakeDevice | null = null) {
    this.model = new ScriptedModel(turns);
    this.#device = device;
  }

  run(flags: Partial<ModelFlags>, run: Partial<AgentRun> = {}): Promise<number> {
    const environment = { ...liveEnvironment, models: () => Promise.resolve([this.model]) };
    return runAgentWithModel(
      {
        servers: [toMemorySource("desk", () => this.#createServer())],
        protocol: "handshake",
        interactive: false,
        readsSubjects: true,
        environment,
        diverged: this.#diverged.signal,
        ...run,
      },
      {
        models: ["test:scripted"],
        baseUrl: undefined,
        task: undefined,
        watch: [],
        askBefore: "writes",
        limits: { steps: 10, tokens: 10_000, seconds: 60 },
        roots: ["."],
        output: "lines",
        db: undefined,
        user: undefined,
        demo: false,
        ...flags,
      },
      { open: (options) => this.#open(options), listen: (onStop) => this.#listen(onStop) },
    );
  }

  #open(options: Parameters<typeof openUserInterface>[0]) {
    return openUserInterface(options, {
      stdout: { write: (text) => void (this.output += text) },
      stderr: { write: (text) => void (this.errors += text) },
      isTerminal: false,
      device: this.#device,
    });
  }

  #listen(onStop: () => void) {
    this.#onStop = onStop;
    return { stop: this.#stop.signal, abort: this.#abort.signal, signal: () => this.#signal };
  }

  #createServer() {
    const use = (name: string, effect = () => {}) => () => {
      this.calls.push(name);
      effect();
      return `${name} is done`;
    };
    return createToolServer({
      look: { annotations: READS, use: use("look") },
      write: { use: use("write") },
      interrupt: { use: use("interrupt", () => this.interrupt()) },
      terminate: { use: use("terminate", () => this.#terminate()) },
      diverge: { use: use("diverge", () => this.#diverged.abort(new Error("the recording differs"))) },
    });
  }

  interrupt(): void {
    this.#signal = "SIGINT";
    this.#stop.abort();
    this.#onStop();
  }

  #terminate(): void {
    this.#signal = "SIGTERM";
    this.#stop.abort();
    this.#abort.abort();
  }
}
