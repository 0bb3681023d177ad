import assert from "node:assert/strict";
import { ModelError } from "../../../client/models/model_error.ts";
import type { ServerSource } from "../../../client/configuration/server_source.ts";
import { AgentError, TransportError } from "../../../client/errors/mod.ts";
import { until } from "../../until.ts";
import { filterEvents, toMemorySource } from "./agent_run.ts";
import { getAllText, ScriptedModel } from "./scripted_model.ts";
import { createToolServer, READS } from "./tool_server.ts";
import { type TestRow, ViewServer } from "./view_server.ts";
import { TestWatch } from "./watch_run.ts";

const DONE = { text: "Done." };
const ONE: TestRow = { id: "1", revision: 1, subject: "Printer" };
const TWO: TestRow = { id: "2", revision: 1, subject: "Scanner" };

Deno.test("a watch works on what the view holds, then waits, and works on what is new", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  await desk.set(ONE, TWO);
  await watch.waitForRuns(2);
  await watch.waitUntilIdle();
  const report = await watch.stop();
  assert.deepEqual(watch.woken, [["1"], ["2"]]);
  assert.deepEqual(watch.events.map(({ type }) => type).filter((type) => type !== "step" && type !== "tokens"), [
    ...["begin", "wake", "run", "text", "ran", "wait"],
    ...["wake", "run", "text", "ran", "wait", "end"],
  ]);
  assert.deepEqual([report.reason, report.message], ["stopped", "The watch was stopped."]);
  assert.deepEqual(report.runs!.map(({ run, left }) => [run, left]), [
    [1, [{ ticket: "1", why: "no action taken" }]],
    [2, [{ ticket: "2", why: "no action taken" }]],
  ]);
});

Deno.test("a watch gives each run a new conversation, with what is new, marked as data", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  await desk.set(ONE, TWO);
  await watch.waitForRuns(2);
  await watch.stop();
  const [first, second] = watch.model.asked;
  assert.deepEqual([first!.messages.length, second!.messages.length], [1, 1]);
  assert.match(
    getAllText(second!),
    /^Do it\.\n\n\[support-mcp\] You watch the view ticket:\/\/view\/overdue of .*: #2\./,
  );
  assert.match(
    getAllText(second!),
    /The view holds 1 more, .*\n<server_text id=\w+ from="desk">\n\{.*Scanner.*\n<\/server_text/,
  );
  assert.doesNotMatch(getAllText(second!), /Printer/);
  const ids = [first, second].map((request) => /<server_text id=(\w+)/.exec(getAllText(request!))![1]);
  assert.notEqual(ids[0], ids[1]);
});

Deno.test("a watch waits at the start if the view is empty", async () => {
  const desk = new ViewServer();
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  assert.deepEqual(watch.model.asked, []);
  const { runs, steps } = await watch.stop();
  assert.deepEqual([runs, steps], [[], 0]);
});

Deno.test("a watch starts no run for tickets that an earlier run left as they are", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  for (let reads = desk.reads, round = 0; round < 3; round++, reads = desk.reads) {
    await desk.set(ONE);
    await until(() => desk.reads > reads, "the view is read again");
  }
  await desk.set({ ...ONE, revision: 2 });
  await watch.waitForRuns(2);
  await desk.set();
  await desk.set({ ...ONE, revision: 3 });
  await watch.waitForRuns(3);
  await watch.stop();
  assert.deepEqual(watch.woken, [["1"], ["1"], ["1"]]);
});

Deno.test("a watch starts one run for several updates", async () => {
  const desk = new ViewServer();
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()], timing: { settle: 300 } });
  await watch.waitUntilIdle();
  await desk.set(ONE);
  await desk.set(ONE, TWO);
  await desk.set({ ...ONE, revision: 2 }, TWO);
  await watch.waitForRuns(1);
  await watch.waitUntilIdle();
  await watch.stop();
  assert.deepEqual(watch.woken, [["1", "2"]]);
});

Deno.test("a watch starts no run for the changes of a run, but for those that others make meanwhile", async () => {
  const desk: ViewServer = new ViewServer({
    update_ticket: {
      use({ ticket_id }) {
        const others = desk.rows.filter(({ id }) => id !== ticket_id);
        void desk.set({ ...ONE, revision: 2 }, ...others);
        return { content: [{ type: "text", text: "Done." }], structuredContent: { ticket: { id: "1", revision: 2 } } };
      },
    },
    wait_for_others: {
      annotations: READS,
      use() {
        void desk.set({ ...ONE, revision: 3 }, { ...TWO, revision: 2 });
        return "Done.";
      },
    },
  });
  desk.rows = [ONE];
  const script = [{ calls: [["update_ticket", { ticket_id: "1" }]] }, DONE] as const;
  const disturbed = [{ calls: [["update_ticket", { ticket_id: "1" }], ["wait_for_others", {}]] }, DONE] as const;
  const watch = new TestWatch(new ScriptedModel([...script, ...disturbed, DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  assert.deepEqual(watch.woken, [["1"]]);
  await desk.set(ONE, TWO);
  await watch.waitForRuns(3);
  await watch.waitUntilIdle();
  await watch.stop();
  assert.deepEqual(watch.woken, [["1"], ["1", "2"], ["1", "2"]]);
});

Deno.test("a watch starts a run for a ticket that a customer answers after a run has escalated it", async () => {
  const desk: ViewServer = new ViewServer({
    escalate_ticket: {
      use() {
        void desk.set({ ...ONE, revision: 3 }); // 2 is the escalation, and 3 the customer's message
        return { content: [{ type: "text", text: "Done." }], structuredContent: { success: true, ticket_id: "1" } };
      },
    },
  });
  desk.rows = [ONE];
  const script = [{ calls: [["escalate_ticket", { ticket_id: "1" }]] }, DONE] as const;
  const watch = new TestWatch(new ScriptedModel([...script, DONE]), { servers: [desk.toSource()] });
  await watch.waitForRuns(2);
  await watch.waitUntilIdle();
  await watch.stop();
  assert.deepEqual(watch.woken, [["1"], ["1"]]);
});

Deno.test("a watch reports a run that fails, pauses, and tries again with the same tickets", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  let asked = 0;
  const model = new ScriptedModel(() => {
    if (++asked < 3) throw new ModelError("The endpoint is down.");
    return DONE;
  });
  const watch = new TestWatch(model, { servers: [desk.toSource()] });
  await watch.waitForRuns(3);
  await watch.waitUntilIdle();
  const { runs } = await watch.stop();
  assert.deepEqual(runs!.map(({ reason }) => reason), ["failed", "failed", "finished"]);
  assert.deepEqual(watch.woken, [["1"], ["1"], ["1"]]);
  assert.equal(filterEvents("wait", watch.events).at(-1)!.seconds, null);
});

Deno.test("a watch says how long it waits after a run that failed, and stops while it waits", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const model = new ScriptedModel(() => {
    throw new ModelError("The endpoint is down.");
  });
  const watch = new TestWatch(model, { servers: [desk.toSource()], timing: { failure: [600_000, 600_000] } });
  await watch.waitFor(() => filterEvents("wait", watch.events).length > 0, "the watch waits");
  const { reason, runs } = await watch.stop();
  assert.deepEqual([reason, runs!.length], ["stopped", 1]);
  const { seconds } = filterEvents("wait", watch.events)[0]!;
  assert.ok(seconds !== null && seconds > 500);
});

Deno.test("a watch reports each time that a view becomes unreadable, and goes on", async () => {
  const desk = new ViewServer();
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()], timing: { check: 5 } });
  await watch.waitUntilIdle();
  for (let times = 1; times <= 2; times++) {
    desk.failure = "The view is gone.";
    const isReported = () => filterEvents("unreadable", watch.events).length === times;
    await watch.waitFor(isReported, "the failure is reported");
    desk.failure = undefined;
    const { reads } = desk;
    await watch.waitFor(() => desk.reads > reads, "the view is read again");
  }
  await desk.set(ONE);
  await watch.waitForRuns(1);
  await watch.stop();
  assert.match(filterEvents("unreadable", watch.events)[0]!.message, /The view is gone\./);
});

Deno.test("a watch leaves tickets as they are whose runs reach a limit three times", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const limits = { steps: 2 };
  const watch = new TestWatch(new ScriptedModel([{ calls: [["look", {}]] }]), { servers: [desk.toSource()], limits });
  await watch.waitForRuns(3);
  await watch.waitUntilIdle();
  const { runs, steps } = await watch.stop();
  assert.deepEqual(runs!.map(({ reason, steps }) => [reason, steps]), [["steps", 2], ["steps", 2], ["steps", 2]]);
  assert.equal(steps, 6);
});

Deno.test("a watch ends when all its runs together have used up the tokens", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()], limits: { tokens: 25 } });
  await watch.waitUntilIdle();
  await desk.set(TWO);
  const { reason, message, tokens, runs } = await watch.report;
  assert.deepEqual([reason, message], ["tokens", "Token limit reached (25). Raise it with --max-tokens."]);
  assert.deepEqual([tokens, runs!.map(({ tokens }) => tokens.input)], [{ input: 20, output: 10 }, [10, 10]]);
});

Deno.test("a watch of a text starts a run when the text changes, but not when its run may have changed it", async () => {
  const desk: ViewServer = new ViewServer({
    write: {
      use() {
        desk.text = "two";
        void desk.notify("file:///log");
        return "Done.";
      },
    },
  });
  const model = new ScriptedModel([{ calls: [["write", {}]] }, DONE]);
  const watch = new TestWatch(model, { servers: [desk.toSource()], watch: ["file:///log"] });
  await watch.waitUntilIdle();
  assert.equal(model.asked.length, 0);
  desk.text = "one";
  await desk.notify("file:///log");
  await watch.waitForRuns(1);
  await watch.waitUntilIdle();
  desk.text = "three";
  await desk.notify("file:///log");
  await watch.waitForRuns(2);
  await watch.waitUntilIdle();
  await watch.stop();
  assert.deepEqual(watch.woken, [[], []]);
  assert.match(getAllText(model.asked.at(-1)!), /what it holds now:\n<server_text id=\w+ from="desk">\nthree\n/);
});

Deno.test("a watch follows several resources, each once, under the names that the server uses", async () => {
  const desk = new ViewServer();
  const options = { servers: [desk.toSource()], watch: ["Overdue", "ticket://view/overdue", "file:///log"] };
  const watch = new TestWatch(new ScriptedModel([DONE]), options);
  await watch.waitUntilIdle();
  desk.text = "one";
  await desk.set(ONE);
  await watch.waitForRuns(1);
  await watch.stop();
  assert.deepEqual(desk.subscribed, ["ticket://view/overdue", "file:///log"]);
  const news = filterEvents("wake", watch.events).map(({ resource, tickets }) => [resource, tickets]);
  assert.deepEqual(news, [["ticket://view/overdue", ["1"]], ["file:///log", []]]);
});

Deno.test("a watch reads the view regularly, for a server without subscriptions", async () => {
  const desk = new ViewServer();
  desk.offersSubscriptions = false;
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()], timing: { check: 20 } });
  await watch.waitUntilIdle();
  desk.rows = [ONE];
  await watch.waitForRuns(1);
  await watch.stop();
  assert.deepEqual([watch.woken, desk.subscribed], [[["1"]], []]);
});

for (const protocol of ["handshake", "2026-07-28"] as const) {
  Deno.test(`a watch connects, subscribes and reads again when the server is back (${protocol})`, async () => {
    const desk = new ViewServer();
    const servers = [desk.toSource({ onDisconnect: "restart" })];
    const watch = new TestWatch(new ScriptedModel([DONE]), { servers, protocol });
    await watch.waitUntilIdle();
    desk.rows = [ONE];
    await desk.disconnect();
    await watch.waitForRuns(1);
    await watch.stop();
    assert.deepEqual(filterEvents("server", watch.events).map(({ state }) => state), ["lost", "back"]);
    assert.deepEqual(watch.woken, [["1"]]);
  });
}

Deno.test("a watch ends when its server is gone for good", async () => {
  const desk = new ViewServer();
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  await desk.disconnect();
  const { reason, message } = await watch.report;
  assert.deepEqual([reason, message], [
    "failed",
    "The servers of all watched resources are gone, so nothing is left to watch.",
  ]);
});

Deno.test("a watch needs a view that a server has, and says what the servers answer", async () => {
  const servers = [new ViewServer().toSource(), toMemorySource("tools", () => createToolServer({}))];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers, watch: ["urgent"] });
  await assert.rejects(watch.report, (error) => {
    assert.ok(error instanceof AgentError);
    assert.match(error.message, /^--watch urgent: no connected server has this view or resource\./);
    assert.match(error.remarks.join("\n"), /There is no view "urgent"\. Views: overdue\./);
    return true;
  });
});

Deno.test("a watch reports the changes that wait for a person, and goes on", async () => {
  const text = "approval_required: Merging #1 waits as approval A7 for a person. Ask them.";
  const desk = new ViewServer({
    merge_tickets: { use: () => ({ content: [{ type: "text", text }], isError: true }) },
    update_tickets: { use: () => ({ content: [{ type: "text", text: text.replace("A7", "A8") }], isError: true }) },
  });
  desk.rows = [ONE];
  const calls = [["merge_tickets", { ticket_id: "1", into_ticket_id: "2" }], ["update_tickets", {
    query: "x",
  }]] as const;
  const watch = new TestWatch(new ScriptedModel([{ calls }, DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  const { waiting, writes } = await watch.stop();
  assert.deepEqual(waiting, [
    { approval: "A7", server: "desk", tool: "merge_tickets", ticket: "1" },
    { approval: "A8", server: "desk", tool: "update_tickets", ticket: null },
  ]);
  assert.deepEqual(writes.map(({ outcome }) => outcome), ["failed", "failed"]);
  assert.deepEqual(watch.woken, [["1"]]);
});

Deno.test("a watch follows all pages of a view", async () => {
  const desk = new ViewServer();
  [desk.pageSize, desk.rows] = [2, listRows(5)];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [desk.toSource()] });
  await watch.waitUntilIdle();
  await desk.set(...listRows(4), { id: "5", revision: 2 });
  await watch.waitForRuns(2);
  await watch.waitUntilIdle();
  await desk.set(...listRows(4));
  await desk.set(...listRows(4), { id: "5", revision: 2 }, { id: "6", revision: 1 });
  await watch.waitForRuns(3);
  await watch.stop();
  assert.deepEqual(watch.woken.slice(0, 2), [["1", "2", "3", "4", "5"], ["5"]]);
  assert.ok(watch.woken[2]!.includes("6"));
  assert.match(getAllText(watch.model.asked[1]!), /The view holds 4 more/);
});

Deno.test("a watch follows the first 1,000 tickets of a view", async () => {
  const desk = new ViewServer();
  [desk.pageSize, desk.rows] = [100, listRows(1_500)];
  const model = new ScriptedModel([DONE]);
  const watch = new TestWatch(model, { servers: [desk.toSource()] });
  await watch.waitForRuns(1);
  await watch.stop();
  assert.match(getAllText(model.asked[0]!), /The view holds 975 more, /);
});

Deno.test("a watch pauses if others only answer its changes, as a second agent does", async () => {
  const desk: ViewServer = new ViewServer({
    add_comment: {
      use() {
        const { revision } = desk.rows[0]!;
        void desk.set({ ...ONE, revision: revision + 2 }); // one by this agent, and the answer
        const result = { ticket_id: "1", revision: revision + 1 };
        return { content: [{ type: "text", text: "Done." }], structuredContent: result };
      },
    },
  });
  desk.rows = [ONE];
  const model = new ScriptedModel(({ messages }) =>
    messages.at(-1)!.role === "tool" ? DONE : { calls: [["add_comment", { ticket_id: "1", body: "Hello" }]] }
  );
  const watch = new TestWatch(model, { servers: [desk.toSource()], timing: { idle: [600_000, 600_000] } });
  await watch.waitFor(() => filterEvents("wait", watch.events).length > 0, "the watch waits");
  const { runs } = await watch.stop();
  assert.deepEqual(runs!.map(({ changes }) => changes), [1, 1]);
  const { seconds } = filterEvents("wait", watch.events)[0]!;
  assert.ok(seconds !== null && seconds > 500);
});

Deno.test("a watch waits at the start for a server that is away, and reports it once", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [toLateSource(desk, 3)] });
  await watch.waitForRuns(1);
  await watch.stop();
  const { server, state, message } = filterEvents("server", watch.events)[0]!;
  assert.deepEqual([server, state], ["desk", "lost"]);
  assert.match(message, /^The server `desk` is not there\. Trying again until it can be reached\.$/);
  assert.equal(filterEvents("server", watch.events).length, 1);
  assert.deepEqual(watch.woken, [["1"]]);
});

Deno.test("a watch waits for the server with the view if another one can be reached", async () => {
  const desk = new ViewServer();
  desk.rows = [ONE];
  const servers = [toMemorySource("tools", () => createToolServer({})), toLateSource(desk, 2)];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers });
  await watch.waitForRuns(1);
  await watch.stop();
  assert.deepEqual(watch.woken, [["1"]]);
});

Deno.test("a watch stops while it waits for its server, with a report", async () => {
  const servers = [toLateSource(new ViewServer(), Infinity)];
  const watch = new TestWatch(new ScriptedModel([DONE]), { servers, timing: { start: [600_000, 600_000] } });
  await watch.waitFor(() => filterEvents("server", watch.events).length > 0, "the server is reported");
  const { reason, runs } = await watch.stop();
  assert.deepEqual([reason, runs], ["stopped", []]);
});

Deno.test("a watch does not wait for a server that refuses it, nor for a program that exits", async () => {
  const refused = toLateSource(new ViewServer(), Infinity, "refused the token", false);
  const exited = { ...toLateSource(new ViewServer(), Infinity, "exited"), onDisconnect: "restart" as const };
  for (const [source, message] of [[refused, /refused the token/], [exited, /exited/]] as const) {
    const watch = new TestWatch(new ScriptedModel([DONE]), { servers: [source] });
    await assert.rejects(watch.report, message);
    assert.deepEqual(watch.events, []);
  }
});

function listRows(count: number): TestRow[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index + 1), revision: 1 }));
}

/** A server that cannot be reached at first. */
function toLateSource(desk: ViewServer, failures: number, problem = "is not there", temporary = true): ServerSource {
  const source = desk.toSource({ onDisconnect: "reconnect" });
  let left = failures;
  const openTransport: ServerSource["openTransport"] = (shutdown) => {
    const transport = source.openTransport(shutdown);
    if (left-- > 0) transport.start = () => Promise.reject(new TransportError(problem, { temporary }));
    return transport;
  };
  return { ...source, openTransport };
}
