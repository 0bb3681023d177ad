import assert from "node:assert/strict";
import { hasTmux, onTerminal, Tmux } from "../../client/terminal/tmux.ts";
import { ModelEndpoint, type Turn } from "../../client/models/model_endpoint.ts";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const ignore = !hasTmux;

Deno.test({
  name: `agent --interactive ${onTerminal}: a person approves, fills in the form, and edits the model's text`,
  ignore,
  async fn() {
    await using terminal = await Tmux.start(["agent", "--interactive"]);
    await terminal.waitFor("Allow close_ticket_tool?");
    assert.match(
      await terminal.readScreen(),
      /Close ticket \(close_ticket_tool on support-mcp serve tickets\)\n.*Changes or deletes data/,
    );
    const asked = await terminal.waitFor("Press a key. Escape or Ctrl+D cancels."); // the end of the question
    assert.match(asked, /Ticket: #42 Cannot log in after password change\n.*Customer: alice@example\.com \(pro\)\n/);
    await terminal.press("Enter", "Enter", "x");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await terminal.readScreen(), asked);
    await terminal.press("y");
    await terminal.waitFor("Allow escalate_ticket?");
    await terminal.press("y");
    const form = await terminal.waitFor("◆  Priority (required)");
    assert.match(form, /◇ {2}Request from support-mcp serve tickets\n│ {2}Ticket #43 needs escalation\./);
    await terminal.press("Enter"); // the current priority is preselected
    await terminal.waitFor(/Priority: Medium\n[^]*◆ {2}Send these answers/);
    await terminal.press("e");
    await terminal.waitFor(/Edit\n[^]*◆ {2}Priority \(required\)\n│ {2}○ Low\n│ {2}● Medium/);
    await terminal.press("Down", "Enter");
    await terminal.waitFor(/Priority: High\n[^]*◆ {2}Send these answers/);
    await terminal.press("a");
    await terminal.waitFor("Send this request to the model?");
    await terminal.press("s");
    await terminal.waitFor("Send this result to support-mcp serve tickets?");
    await terminal.press("e");
    await terminal.waitFor("[ submit ]");
    await terminal.press("Seen by me. ", "Tab");
    await terminal.press("Enter");
    await terminal.waitFor(/Seen by me\. *\n[^]*◆ {2}Send this result/);
    await terminal.press("s");
    const end = await terminal.waitFor("[ended with");
    assert.match(end, /✅ Ticket #43 escalated at high priority\.\n Note: .*Seen by me\. *\n\[ended with 0\]/);
  },
});

Deno.test({
  name: `agent --interactive ${onTerminal}: a rejected approval and a declined form reach the agent`,
  ignore,
  async fn() {
    await using terminal = await Tmux.start(["agent", "--interactive"]);
    await terminal.waitFor("Allow close_ticket_tool?");
    await terminal.press("r");
    await terminal.waitFor("Why not?");
    await terminal.press("too early", "Enter");
    await terminal.waitFor("Allow escalate_ticket?");
    await terminal.press("y");
    await terminal.waitFor("◆  Priority (required)");
    await terminal.press("Escape");
    await terminal.waitFor("Leave the form?");
    await terminal.press("d");
    await terminal.waitFor("Send this request to the model?");
    await terminal.press("w");
    await terminal.waitFor("[ submit ]");
    await terminal.press("By hand.", "Tab");
    await terminal.press("Enter");
    const end = await terminal.waitFor("[ended with");
    assert.match(end, /❌ Error: close_ticket_tool was not approved: too early\.\n/);
    assert.match(end, /escalated at medium priority\.\n Note: By hand\.\n/);
  },
});

Deno.test({
  name: `agent --interactive ${onTerminal}: Ctrl+D cancels an approval, and the keyboard keeps working`,
  ignore,
  async fn() {
    await using terminal = await Tmux.start(["agent", "--interactive"]);
    await terminal.waitFor("Allow close_ticket_tool?");
    await terminal.press("C-d");
    await terminal.waitFor("Allow escalate_ticket?");
    await terminal.press("y");
    await terminal.waitFor("◆  Priority (required)");
    await terminal.press("C-d");
    await terminal.waitFor("Leave the form?");
    await terminal.press("C-d");
    await terminal.waitFor(/Leave the form\?[^]*◆ {2}Priority \(required\)/);
    await terminal.press("C-c");
    assert.match(await terminal.waitFor("[ended with"), /\[ended with 130\]/);
  },
});

Deno.test({
  name: `agent --interactive ${onTerminal}: keys typed before a question are discarded, and Ctrl+C cancels`,
  ignore,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const gate = folder.file("gate");
    assert.ok((await new Deno.Command("mkfifo", { args: [gate] }).output()).success);
    await using terminal = await Tmux.start(["agent", "--interactive"], { shell: `read -r line < '${gate}'; $` });
    await terminal.press("yyyyyy");
    await terminal.waitFor("yyyyyy");
    await Deno.writeTextFile(gate, "start\n");
    await terminal.waitFor("Allow close_ticket_tool?");
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.doesNotMatch(await terminal.readScreen(), /closed successfully/);
    await terminal.press("C-c");
    assert.match(await terminal.waitFor("[ended with"), /\[ended with 130\]/);
    await terminal.press("still a terminal");
    await terminal.waitFor("still a terminal"); // typed text is echoed again
  },
});

for (const [env, coloured] of [[{}, true], [{ NO_COLOR: "1" }, false]] as const) {
  Deno.test({
    name: `agent --interactive ${onTerminal} is ${coloured ? "coloured" : "not coloured with NO_COLOR"}`,
    ignore,
    async fn() {
      await using terminal = await Tmux.start(["agent", "--interactive"], { env });
      await terminal.waitFor("Allow close_ticket_tool?");
      // deno-lint-ignore no-control-regex -- colours are sequences
      assert.equal(/\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7])m/.test(await terminal.readStyledScreen()), coloured);
    },
  });
}

Deno.test({
  name: `agent --interactive ${onTerminal} asks on standard error if standard output is redirected`,
  ignore,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const shell = `$ > '${folder.file("out")}'`;
    await using terminal = await Tmux.start(["agent", "--interactive"], { shell });
    await terminal.waitFor("Allow close_ticket_tool?");
    await terminal.press("n");
    await terminal.waitFor("Allow escalate_ticket?");
    await terminal.press("n");
    assert.match(await terminal.waitFor("[ended with"), /\[ended with 1\]/);
    const printed = await Deno.readTextFile(folder.file("out"));
    assert.match(printed, /❌ Error: You did not approve escalate_ticket\.\n$/);
    assert.doesNotMatch(printed, /Use close_ticket_tool|◆/);
  },
});

Deno.test("agent --interactive without a terminal approves nothing, and says so", async () => {
  const { code, stdout, stderr } = await runProgram(["agent", "--interactive"]);
  assert.equal(code, 1);
  assert.match(stdout, /❌ Error: close_ticket_tool was not approved: no person is available to approve it\.\n/);
  assert.match(stderr, /^There is no terminal for --interactive: servers cannot elicit, .*\nsupport-mcp: /);
  assert.doesNotMatch(stdout, /closed successfully|escalated/);
});

Deno.test({
  name: `agent --record ${onTerminal} records a person's answers, and --replay repeats them`,
  ignore,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const file = folder.file("run.jsonl");
    {
      await using terminal = await Tmux.start(["agent", "--interactive", "--record", file]);
      await terminal.waitFor("Allow close_ticket_tool?");
      await terminal.press("y");
      await terminal.waitFor("Allow escalate_ticket?");
      await terminal.press("n");
      await terminal.waitFor("[ended with 1]");
    }
    const replayed = await runProgram(["agent", "--replay", file]);
    assert.equal(replayed.code, 1);
    assert.match(
      replayed.stdout,
      /✅ Ticket #42 closed successfully\.\n[^]*❌ Error: You did not approve escalate_ticket\.\n$/,
    );
    const shown = await runProgram(["replay", file, "--at-once"]);
    assert.match(shown.stdout, /│ Allow close_ticket_tool\?\n│ → Yes\n[^]*│ Allow escalate_ticket\?\n│ → No\n/);
  },
});

const CLOSING: Turn[] = [
  { text: "Let me look.", calls: [["get_ticket", { ticket_id: "42" }]], tokens: { input: 1234, output: 56 } },
  { calls: [["close_ticket_tool", { ticket_id: "42", resolution: "The login works again." }]] },
  { text: "Ticket 42 is closed." },
];

Deno.test({
  name: `agent --model ${onTerminal} shows its progress, and asks before it writes`,
  ignore,
  sanitizeOps: false, // the fake endpoint has an interval that outlives it
  sanitizeResources: false,
  async fn() {
    const waiting = Promise.withResolvers<void>();
    const turns = CLOSING.values();
    await using endpoint = ModelEndpoint.start(async ({ messages }) => {
      if (messages.some(({ role }) => role === "tool")) await waiting.promise;
      return turns.next().value!;
    });
    await using folder = await TemporaryFolder.create();
    const file = folder.file("run.jsonl");
    const args = ["agent", "--model", "openai-compatible:test-model", "--base-url", endpoint.baseUrl, "--demo"];
    {
      await using terminal = await Tmux.start([...args, "--record", file, "Close ticket 42."], {
        env: { OPENAI_COMPATIBLE_API_KEY: "the-key-of-this-test" },
      });
      const thinking = await terminal.waitFor(
        /step 2 of 50 · waiting for the model · 1,234 tokens in, 56 out · \d+\.\d s/,
      );
      assert.match(thinking, /\[1\] Let me look\.\n/);
      assert.equal(thinking.match(/step \d of 50/g)?.length, 1); // redrawn in one place
      waiting.resolve();
      const asked = await terminal.waitFor("Allow close_ticket_tool?");
      assert.match(asked, /Close ticket \(close_ticket_tool on tickets\)/);
      assert.doesNotMatch(asked, /step \d of 50/); // no redraw while a question is open
      await terminal.press("y");
      const end = await terminal.waitFor("[ended with");
      assert.match(end, /Closed: #42\n[^]*\[ended with 0\]/);
      assert.doesNotMatch(end, /step \d of 50/);
    }
    const replayed = await runProgram(["agent", "--replay", file]);
    assert.equal(replayed.code, 0, replayed.stderr);
    assert.match(replayed.stdout, /Closed: #42\n/);
    assert.equal(endpoint.asked.length, 3);
    assert.doesNotMatch(await Deno.readTextFile(file), /the-key-of-this-test/);
  },
});

Deno.test({
  name: `agent --model ${onTerminal}: Ctrl+C at a question stops the run gracefully`,
  ignore,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using endpoint = ModelEndpoint.start(CLOSING);
    const args = ["agent", "--model", "openai-compatible:test-model", "--base-url", endpoint.baseUrl, "--demo"];
    await using terminal = await Tmux.start(args);
    await terminal.waitFor("Allow close_ticket_tool?");
    await terminal.press("C-c");
    const end = await terminal.waitFor("[ended with");
    assert.match(
      end,
      /Stopping after the current call\. Press Ctrl\+C again to stop at once\.\n[^]*\[ended with 130\]/,
    );
    assert.doesNotMatch(end, /Closed: #42/);
  },
});
