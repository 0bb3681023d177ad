import assert from "node:assert/strict";
import { OwnTerminal } from "../../../client/terminal/own_terminal.ts";
import { Interrupted, type Question } from "../../../client/terminal/prompts.ts";
import { DOWN, ENTER, ESCAPE, FakeDevice } from "./fake_device.ts";

const NEVER = new AbortController().signal;

const NAME: Question = { kind: "line", message: "Name?" };
const YES: Question = { kind: "key", message: "Sure?", options: [{ value: "y", label: "Yes", hint: "go on" }] };
const ONE: Question = {
  kind: "choice",
  message: "Which one?",
  options: [{ value: "a", label: "Anna" }, { value: "b", label: "Berta" }],
};

Deno.test("OwnTerminal asks every kind of question, and gives the answers", async () => {
  const device = new FakeDevice();
  const answers = new OwnTerminal(device, NEVER).converse("test", async (prompts) => [
    await prompts.ask({ ...NAME, initial: "An" }),
    await prompts.ask(ONE),
    await prompts.ask({ ...ONE, kind: "choices", message: "Which ones?", initial: ["a"] }),
    await prompts.ask(YES),
    await prompts.ask({ kind: "text", message: "Write!", initial: "one" }),
  ]);
  await device.shows("Name?");
  device.type("na" + ENTER);
  await device.shows("Which one?");
  device.type(DOWN + ENTER);
  await device.shows("Which ones?");
  device.type(DOWN + " " + ENTER);
  await device.shows("Yes (go on)");
  device.type(ENTER); // chooses nothing
  await device.shows("Yes (go on)");
  device.type("y");
  await device.shows("[ submit ]");
  device.type(ENTER + "two\t");
  device.type(ENTER);
  assert.deepEqual(await answers, ["Anna", "b", ["a", "b"], "y", "one\ntwo"]);
  assert.equal(device.raw, false);
  device.type(null);
});

Deno.test("OwnTerminal says what is wrong, and asks on", async () => {
  const device = new FakeDevice();
  const problem = (text: string) => text === "x" ? undefined : "must be x";
  const asked = new OwnTerminal(device, NEVER).converse("test", async (prompts) => [
    await prompts.ask({ kind: "line", message: "X?", problem }),
    await prompts.ask({
      ...ONE,
      kind: "choices",
      message: "Both!",
      initial: [],
      problem: (values) => values.length < 2 ? "take both" : undefined,
    }),
  ]);
  await device.shows("X?");
  device.type("y" + ENTER);
  await device.shows("must be x");
  device.type("\x7fx" + ENTER);
  await device.shows("Both!");
  device.type(" " + ENTER);
  await device.shows("take both");
  await device.shows("Both!");
  device.type(DOWN + " " + ENTER);
  assert.deepEqual(await asked, ["x", ["a", "b"]]);
  device.type(null);
});

Deno.test("OwnTerminal gives null for Escape", async () => {
  const device = new FakeDevice();
  const asked = new OwnTerminal(device, NEVER).converse("test", (prompts) => prompts.ask(NAME));
  await device.shows("Name?");
  device.type(ESCAPE);
  assert.equal(await asked, null);
  device.type(null);
});

Deno.test("OwnTerminal takes nothing for an answer that was typed before the question", async () => {
  const device = new FakeDevice();
  const terminal = new OwnTerminal(device, NEVER);
  device.type("y");
  const asked = terminal.converse("test", async (prompts) => [await prompts.ask(NAME), await prompts.ask(YES)]);
  await device.shows("Name?");
  device.type(`Ann${ENTER}y`); // what is pasted with it is no answer to the next question
  await device.shows("Sure?");
  assert.equal(await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 100, "waits"))]), "waits");
  device.type("y");
  assert.deepEqual(await asked, ["Ann", "y"]);
  device.type(null);
});

Deno.test("OwnTerminal has one conversation at a time, and stills what else is drawn", async () => {
  const device = new FakeDevice();
  const stills: string[] = [];
  const terminal = new OwnTerminal(device, NEVER, {
    pause: () => stills.push("pause"),
    resume: () => stills.push("resume"),
  });
  const first = terminal.converse("first", (prompts) => prompts.ask({ kind: "line", message: "First?" }));
  const second = terminal.converse("second", (prompts) => prompts.ask({ kind: "line", message: "Second?" }));
  await device.shows("First?");
  assert.deepEqual(stills, ["pause"]);
  device.type("1" + ENTER);
  assert.equal(await first, "1");
  assert.doesNotMatch(device.drawn, /Second/);
  await device.shows("Second?");
  device.type("2" + ENTER);
  assert.equal(await second, "2");
  assert.deepEqual(stills, ["pause", "resume", "pause", "resume"]);
  device.type(null);
});

Deno.test("OwnTerminal ends a conversation when the program stops, and begins no other", async () => {
  const device = new FakeDevice();
  const stopping = new AbortController();
  const terminal = new OwnTerminal(device, stopping.signal);
  const asked = terminal.converse("test", (prompts) => prompts.ask(NAME));
  const waiting = terminal.converse("test", (prompts) => prompts.ask(YES));
  const ended = [assert.rejects(asked, Interrupted), assert.rejects(waiting, Interrupted)];
  await device.shows("Name?");
  stopping.abort();
  await Promise.all(ended);
  assert.equal(device.raw, false);
  assert.doesNotMatch(device.drawn, /Sure/);
  device.type(null);
});

Deno.test("OwnTerminal ends a conversation when its terminal is gone", async () => {
  const device = new FakeDevice();
  const asked = assert.rejects(
    new OwnTerminal(device, NEVER).converse("test", (prompts) => prompts.ask(NAME)),
    Interrupted,
  );
  await device.shows("Name?");
  device.type(null);
  await asked;
});

Deno.test("OwnTerminal ends one conversation alone when its question is taken back", async () => {
  const device = new FakeDevice();
  const terminal = new OwnTerminal(device, NEVER);
  const takenBack = new AbortController();
  const asked = assert.rejects(
    terminal.converse("test", (prompts) => prompts.ask(NAME), takenBack.signal),
    Interrupted,
  );
  await device.shows("Name?");
  takenBack.abort();
  await asked;
  await device.shows("Nobody waits for this answer any longer");
  const next = terminal.converse("test", (prompts) => prompts.ask(YES));
  await device.shows("Sure?");
  device.type("y");
  assert.equal(await next, "y");
  device.type(null);
});

Deno.test("OwnTerminal shows others' control characters, in every place", async () => {
  const device = new FakeDevice();
  const evil = "\x1b[2J\x07\x9b1A";
  const option = { value: "a", label: evil, hint: evil };
  const terminal = new OwnTerminal(device, NEVER);
  const asked = terminal.converse("test", async (prompts) => {
    prompts.tell(evil, evil);
    await prompts.ask({ kind: "line", message: evil, initial: evil });
    await prompts.ask({ kind: "choice", message: `1 ${evil}`, options: [option] });
    await prompts.ask({ kind: "choices", message: `2 ${evil}`, options: [option], initial: ["a"] });
    await prompts.ask({ kind: "text", message: `3 ${evil}`, initial: evil });
    await prompts.ask({ kind: "key", message: `4 ${evil}`, options: [option] });
  });
  for (const [question, keys] of [["", ENTER], ["1 ", ENTER], ["2 ", ENTER], ["3 ", "\t"]] as const) {
    await device.shows(`${question}\\x1b[2J\\x07\\x9b1A`);
    await device.shows("└");
    device.type(keys);
  }
  await device.shows("[ submit ]");
  device.type(ENTER);
  await device.shows("4 \\x1b[2J");
  device.type("a");
  await asked;
  // deno-lint-ignore no-control-regex -- what must not have been drawn
  assert.doesNotMatch(device.drawn, /\x1b\[2J|\x07|\x9b/);
  device.type(null);
});
