import assert from "node:assert/strict";
import { delay } from "../../../../base/timing/delay.ts";
import { DeviceTerminal } from "../../../../client/terminal/device/device_terminal.ts";
import { InterruptedError, type Question } from "../../../../client/terminal/dialog/dialog.ts";
import { DOWN, ENTER, ESCAPE, FakeDevice } from "../fake_device.ts";

const NEVER = new AbortController().signal;

const NAME: Question = { kind: "line", message: "Name?" };
const YES: Question = { kind: "key", message: "Sure?", options: [{ value: "y", label: "Yes", hint: "go on" }] };
const ONE: Question = {
  kind: "choice",
  message: "Which one?",
  options: [{ value: "a", label: "Anna" }, { value: "b", label: "Berta" }],
};

Deno.test("DeviceTerminal asks every kind of question", async () => {
  const device = new FakeDevice();
  const answers = new DeviceTerminal(device, NEVER).runDialog("test", async (prompts) => [
    await prompts.ask({ ...NAME, initial: "An" }),
    await prompts.ask(ONE),
    await prompts.ask({ ...ONE, kind: "choices", message: "Which ones?", initial: ["a"] }),
    await prompts.ask(YES),
    await prompts.ask({ kind: "text", message: "Write!", initial: "one" }),
  ]);
  await device.waitFor("Name?");
  device.type("na" + ENTER);
  await device.waitFor("Which one?");
  device.type(DOWN + ENTER);
  await device.waitFor("Which ones?");
  device.type(DOWN + " " + ENTER);
  await device.waitFor("Yes (go on)");
  device.type(ENTER); // does nothing
  device.type("y");
  await device.waitFor("[ submit ]");
  device.type(ENTER + "two\t");
  device.type(ENTER);
  assert.deepEqual(await answers, ["Anna", "b", ["a", "b"], "y", "one\ntwo"]);
  assert.equal(device.raw, false);
  device.type(null);
});

Deno.test("DeviceTerminal shows validation problems, and asks again", async () => {
  const device = new FakeDevice();
  const problem = (text: string) => text === "x" ? undefined : "must be x";
  const asked = new DeviceTerminal(device, NEVER).runDialog("test", async (prompts) => [
    await prompts.ask({ kind: "line", message: "X?", problem }),
    await prompts.ask({
      ...ONE,
      kind: "choices",
      message: "Both!",
      initial: [],
      problem: (values) => values.length < 2 ? "take both" : undefined,
    }),
  ]);
  await device.waitFor("X?");
  device.type("y" + ENTER);
  await device.waitFor("must be x");
  device.type("\x7fx" + ENTER);
  await device.waitFor("Both!");
  device.type(" " + ENTER);
  await device.waitFor("take both");
  await device.waitFor("Both!");
  device.type(DOWN + " " + ENTER);
  assert.deepEqual(await asked, ["x", ["a", "b"]]);
  device.type(null);
});

Deno.test("DeviceTerminal returns null for Escape", async () => {
  const device = new FakeDevice();
  const asked = new DeviceTerminal(device, NEVER).runDialog("test", (prompts) => prompts.ask(NAME));
  await device.waitFor("Name?");
  device.type(ESCAPE);
  assert.equal(await asked, null);
  device.type(null);
});

Deno.test("DeviceTerminal shows the keys of a question, and draws nothing for other keys", async () => {
  const device = new FakeDevice();
  const asked = new DeviceTerminal(device, NEVER).runDialog("test", (prompts) => prompts.ask(YES));
  await device.waitFor("[y] Yes (go on)");
  await device.waitFor("Press a key. Escape or Ctrl+D cancels.\n");
  const drawn = device.drawn;
  for (const keys of [ENTER, "\n", " ", "x", DOWN, ENTER]) {
    device.type(keys);
    await delay(60); // longer than a lone Escape takes
  }
  assert.equal(device.drawn, drawn);
  device.type("Y");
  assert.equal(await asked, "y");
  await device.waitFor("Sure?");
  device.type(null);
});

Deno.test("DeviceTerminal takes Ctrl+D for Escape in every kind of question, and goes on", async () => {
  const device = new FakeDevice();
  const terminal = new DeviceTerminal(device, NEVER);
  const questions: Question[] = [
    NAME,
    ONE,
    { ...ONE, kind: "choices", message: "Which ones?", initial: [] },
    { kind: "text", message: "Write!", initial: "one" },
    YES,
  ];
  for (const question of questions) {
    const asked = terminal.runDialog("test", (prompts) => prompts.ask(question));
    await device.waitFor(question.message);
    await device.waitFor("└");
    device.type("\x04");
    assert.equal(await asked, null, question.kind);
  }
  const asked = terminal.runDialog("test", (prompts) => prompts.ask(YES));
  await device.waitFor("[y] Yes");
  device.type("y");
  assert.equal(await asked, "y");
  device.type(null);
});

Deno.test("DeviceTerminal discards keys typed before a question", async () => {
  const device = new FakeDevice();
  const terminal = new DeviceTerminal(device, NEVER);
  device.type("y");
  const asked = terminal.runDialog("test", async (prompts) => [await prompts.ask(NAME), await prompts.ask(YES)]);
  await device.waitFor("Name?");
  device.type(`Ann${ENTER}y`); // keys pasted with the answer do not answer the next question
  await device.waitFor("Sure?");
  assert.equal(await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 100, "waits"))]), "waits");
  device.type("y");
  assert.deepEqual(await asked, ["Ann", "y"]);
  device.type(null);
});

Deno.test("DeviceTerminal runs one dialog at a time, and pauses the animation", async () => {
  const device = new FakeDevice();
  const stills: string[] = [];
  const terminal = new DeviceTerminal(device, NEVER, {
    pause: () => stills.push("pause"),
    resume: () => stills.push("resume"),
  });
  const first = terminal.runDialog("first", (prompts) => prompts.ask({ kind: "line", message: "First?" }));
  const second = terminal.runDialog("second", (prompts) => prompts.ask({ kind: "line", message: "Second?" }));
  await device.waitFor("First?");
  assert.deepEqual(stills, ["pause"]);
  device.type("1" + ENTER);
  assert.equal(await first, "1");
  assert.doesNotMatch(device.drawn, /Second/);
  await device.waitFor("Second?");
  device.type("2" + ENTER);
  assert.equal(await second, "2");
  assert.deepEqual(stills, ["pause", "resume", "pause", "resume"]);
  device.type(null);
});

Deno.test("DeviceTerminal ends a dialog when the program stops, and starts no other", async () => {
  const device = new FakeDevice();
  const stopping = new AbortController();
  const terminal = new DeviceTerminal(device, stopping.signal);
  const asked = terminal.runDialog("test", (prompts) => prompts.ask(NAME));
  const waiting = terminal.runDialog("test", (prompts) => prompts.ask(YES));
  const ended = [assert.rejects(asked, InterruptedError), assert.rejects(waiting, InterruptedError)];
  await device.waitFor("Name?");
  stopping.abort();
  await Promise.all(ended);
  assert.equal(device.raw, false);
  assert.doesNotMatch(device.drawn, /Sure/);
  device.type(null);
});

Deno.test("DeviceTerminal ends a dialog when the terminal closes", async () => {
  const device = new FakeDevice();
  const asked = assert.rejects(
    new DeviceTerminal(device, NEVER).runDialog("test", (prompts) => prompts.ask(NAME)),
    InterruptedError,
  );
  await device.waitFor("Name?");
  device.type(null);
  await asked;
});

Deno.test("DeviceTerminal ends only the dialog that is withdrawn", async () => {
  const device = new FakeDevice();
  const terminal = new DeviceTerminal(device, NEVER);
  const takenBack = new AbortController();
  const asked = assert.rejects(
    terminal.runDialog("test", (prompts) => prompts.ask(NAME), takenBack.signal),
    InterruptedError,
  );
  await device.waitFor("Name?");
  takenBack.abort();
  await asked;
  await device.waitFor("This question was withdrawn");
  const next = terminal.runDialog("test", (prompts) => prompts.ask(YES));
  await device.waitFor("Sure?");
  device.type("y");
  assert.equal(await next, "y");
  device.type(null);
});

Deno.test("DeviceTerminal escapes control characters in every text", async () => {
  const device = new FakeDevice();
  const evil = "\x1b[2J\x07\x9b1A";
  const option = { value: "a", label: evil, hint: evil };
  const terminal = new DeviceTerminal(device, NEVER);
  const asked = terminal.runDialog("test", async (prompts) => {
    prompts.show(evil, evil);
    await prompts.ask({ kind: "line", message: evil, initial: evil });
    await prompts.ask({ kind: "choice", message: `1 ${evil}`, options: [option] });
    await prompts.ask({ kind: "choices", message: `2 ${evil}`, options: [option], initial: ["a"] });
    await prompts.ask({ kind: "text", message: `3 ${evil}`, initial: evil });
    await prompts.ask({ kind: "key", message: `4 ${evil}`, options: [option] });
  });
  for (const [question, keys] of [["", ENTER], ["1 ", ENTER], ["2 ", ENTER], ["3 ", "\t"]] as const) {
    await device.waitFor(`${question}\\x1b[2J\\x07\\x9b1A`);
    await device.waitFor("└");
    device.type(keys);
  }
  await device.waitFor("[ submit ]");
  device.type(ENTER);
  await device.waitFor("4 \\x1b[2J");
  device.type("a");
  await asked;
  // deno-lint-ignore no-control-regex -- what must not have been drawn
  assert.doesNotMatch(device.drawn, /\x1b\[2J|\x07|\x9b/);
  device.type(null);
});
