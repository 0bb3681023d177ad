/** Elicitation by a third-party server from a person at a terminal. */

import assert from "node:assert/strict";
import { getLastMessages, ModelEndpoint } from "../../client/models/model_endpoint.ts";
import { hasTmux, onTerminal, Tmux } from "../../client/terminal/tmux.ts";
import { writeEverythingConfig } from "./foreign_servers.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const ignore = !hasTmux;

/** The expected screens in order, each with the keys to press then. */
const FORM_KEYS: readonly (readonly [shows: string, ...keys: string[]])[] = [
  ["Allow trigger-elicitation-request?", "y"],
  ["◆  String (required)", "Ann Lee", "Enter"],
  ["◆  Boolean (optional)", "Down", "Enter"],
  ["◆  String with default (optional)", "Enter"],
  ["◆  String with email format (optional, an email address", "ann", "Enter"],
  ["String with email format must be an email address", "@example.com", "Enter"],
  ["◆  String with uri format", "ann.example", "Enter"],
  ["String with uri format must be an address with its scheme", "C-u", "https://ann.example", "Enter"],
  ["◆  String with date format", "2026-02-30", "Enter"],
  ["String with date format must be a date", "BSpace", "BSpace", "28", "Enter"],
  ["◆  Integer (optional, a whole number, 1 to 100)", "9", "Enter"],
  ["Integer must be 100 or less", "BSpace", "BSpace", "Enter"],
  ["◆  Number in range 1-1000", "Enter"],
  ["◆  Untitled Single Select Enum", "Down", "Enter"],
  ["◆  Untitled Multiple Select Enum", "Down", "Space", "Down", "Space", "Down", "Space", "Enter"],
  ["Choose at most 3 (chosen: 4).", "Space", "Enter"],
  ["◆  Titled Single Select Enum", "Down", "Enter"],
  ["◆  Titled Multiple Select Enum", "Space", "Enter"],
  ["◆  Legacy Titled Single Select Enum", "Down", "Enter"],
  ["◆  Send these answers to everything?", "a"],
];

Deno.test({
  name:
    `agent --interactive ${onTerminal}: a person fills in the reference server's form, which has every kind of field`,
  ignore,
  async fn() {
    await using asking = await startElicitation("trigger-elicitation-request", {});
    for (const [shows, ...keys] of FORM_KEYS) {
      await asking.terminal.waitFor(shows);
      for (const key of keys) await asking.terminal.press(key);
    }
    const end = await asking.terminal.waitFor("[ended with 0]");
    assert.match(end, /\n│ {2}Titled Single Select Enum: Green Lantern\n/);
    assert.match(end, /\n│ {2}Titled Multiple Select Enum: \(empty\)\n/);
    assert.match(end, /\n│ {2}Legacy Titled Single Select Enum: Dogs\n/);
    assert.deepEqual(JSON.parse(/^Raw result: (\{.*\})$/ms.exec(asking.told())![1]!), {
      action: "accept",
      content: {
        name: "Ann Lee",
        check: true,
        firstLine: "It was a dark and stormy night.",
        email: "ann@example.com",
        homepage: "https://ann.example",
        birthdate: "2026-02-28",
        integer: 4,
        number: 3.14,
        untitledSingleSelectEnum: "Rachel",
        untitledMultipleSelectEnum: ["Piano", "Violin", "Drums"],
        titledSingleSelectEnum: "hero-2",
        legacyTitledEnum: "pet-2",
      },
    });
  },
});

for (const [key, action] of [["d", "decline"], ["c", "cancel"]] as const) {
  Deno.test({
    name:
      `agent --interactive ${onTerminal}: a person leaves the reference server's form, and it learns of the ${action}`,
    ignore,
    async fn() {
      await using asking = await startElicitation("trigger-elicitation-request", {});
      await asking.terminal.waitFor("Allow trigger-elicitation-request?");
      await asking.terminal.press("y");
      await asking.terminal.waitFor("◆  String (required)");
      await asking.terminal.press("Escape");
      await asking.terminal.waitFor("Leave the form?");
      await asking.terminal.press(key);
      await asking.terminal.waitFor("[ended with 0]");
      assert.match(asking.told(), new RegExp(`"action": "${action}"`));
    },
  });
}

Deno.test({
  name:
    `agent --interactive ${onTerminal}: a page that the reference server wants opened first is asked for, and then its own`,
  ignore,
  async fn() {
    const url = "https://desk.example/sign-in";
    await using asking = await startElicitation("trigger-url-elicitation", {
      url,
      message: "Sign in.",
      errorPath: true,
    });
    await asking.terminal.waitFor("Allow trigger-url-elicitation?");
    await asking.terminal.press("y");
    await asking.terminal.waitFor("◆  Open the page at modelcontextprotocol.io?");
    await asking.terminal.press("s");
    await asking.terminal.waitFor("◆  everything continues when you are finished at modelcontextprotocol.io. Are");
    await asking.terminal.press("y");
    assert.match(
      await asking.terminal.waitFor("◆  Open the page at desk.example?"),
      /Address: https:\/\/desk\.example\/sign-in/,
    );
    await asking.terminal.press("s");
    await asking.terminal.waitFor("[ended with 0]");
    assert.match(asking.told(), /User completed the URL elicitation flow/);
  },
});

/** The agent at a terminal. Its model calls one tool. */
interface RunningElicitation extends AsyncDisposable {
  terminal: Tmux;
  /** Returns the result that the model received. */
  told(): string;
}

async function startElicitation(tool: string, args: Record<string, unknown>): Promise<RunningElicitation> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await TemporaryFolder.create());
  const endpoint = resources.use(ModelEndpoint.start([{ calls: [[tool, args]] }, { text: "Done." }]));
  const options = ["--base-url", endpoint.baseUrl, "--config", await writeEverythingConfig(folder), "--interactive"];
  const command = ["agent", "--model", "ollama:stand-in", ...options];
  const terminal = resources.use(await Tmux.start(command, { rows: 150 }));
  const all = resources.move();
  return {
    terminal,
    told: () => getLastMessages(endpoint.asked.at(-1)!),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
