import assert from "node:assert/strict";
import type { CreateMessageRequestParams, CreateMessageResult } from "@modelcontextprotocol/client";
import { PersonRequestHandlers } from "../../../../client/terminal/person/person_request_handlers.ts";
import { InterruptedError } from "../../../../client/terminal/dialog/dialog.ts";
import { type Reaction, ScriptedTerminal } from "../scripted_terminal.ts";

const NEVER = new AbortController().signal;
const CONVERSATION: CreateMessageRequestParams = {
  systemPrompt: "Be brief.",
  messages: [
    { role: "user", content: { type: "text", text: "Summarise ticket 43." } },
    {
      role: "user",
      content: [{ type: "image", data: "", mimeType: "image/png" }, { type: "text", text: "And this." }],
    },
  ],
  maxTokens: 128,
};

Deno.test("PersonRequestHandlers.elicit() fills in a form, and names the server", async () => {
  const { answers, terminal } = person("Ann", "a");
  const form = {
    message: "Who?",
    requestedSchema: { type: "object" as const, properties: { name: { type: "string" as const } } },
  };
  assert.deepEqual(await answers.elicit(form, NEVER), { action: "accept", content: { name: "Ann" } });
  assert.deepEqual([terminal.topics, terminal.seen[0]], [["form of desk"], "Request from desk"]);
});

Deno.test("PersonRequestHandlers cancels a request if the dialog is interrupted", async () => {
  const { answers } = person(new InterruptedError(), new InterruptedError());
  const form = { message: "Sure?", requestedSchema: { type: "object" as const, properties: {} } };
  assert.deepEqual(await answers.elicit(form, NEVER), { action: "cancel" });
  assert.deepEqual(await answers.visit(page("https://desk.example/pay"), NEVER), { action: "cancel" });
});

Deno.test("PersonRequestHandlers opens a page only with consent, and shows its site and whole address", async () => {
  const url = "https://desk.example/pay?ticket=43#now";
  const opened = person("o");
  assert.deepEqual(await opened.answers.visit(page(url), NEVER), { action: "accept" });
  assert.deepEqual(opened.opened, [url]);
  assert.match(
    opened.terminal.text,
    /^desk asks to open a web page\nSign in\.\n\nSite: desk\.example\nAddress: https:.*#now\n/,
  );
  for (const [key, action] of [["s", "accept"], ["d", "decline"], ["c", "cancel"], [null, "cancel"]] as const) {
    const { answers, opened } = person(key);
    assert.deepEqual([await answers.visit(page(url), NEVER), opened], [{ action }, []]);
  }
});

for (
  const [url, says] of [
    ["https://xn--80ak6aa92e.com/", /Site: xn--80ak6aa92e\.com\n.*may show the site as аррӏе\.com/s],
    ["https://аррӏе.com/", /Site: xn--80ak6aa92e\.com\n/],
    ["http://desk.example/", /not encrypted/],
    ["https://bank.example@evil.example/", /Site: evil\.example\n.*before the @ is not the site/s],
  ] as const
) {
  Deno.test(`PersonRequestHandlers warns about ${url}`, async () => {
    const { answers, terminal } = person("d");
    await answers.visit(page(url), NEVER);
    assert.match(terminal.text, says);
  });
}

Deno.test("PersonRequestHandlers asks if the person is finished on a page, and shows only its site", async () => {
  const required = { ...page("https://desk.example/sign-in?key=secret"), mode: "url" as const, elicitationId: "1" };
  for (const [key, finished] of [["y", true], ["g", false], [null, false], [new InterruptedError(), null]] as const) {
    const { answers, terminal } = person(key);
    assert.equal(await answers.finish(required, NEVER), finished);
    assert.deepEqual(terminal.seen, ["desk continues when you are finished at desk.example. Are you finished?"]);
  }
});

for (const url of ["file:///etc/passwd", "javascript:alert(1)", "vscode://open", "https://"]) {
  Deno.test(`PersonRequestHandlers declines to open ${url} without asking`, async () => {
    const { answers, terminal, opened } = person();
    assert.deepEqual(await answers.visit(page(url), NEVER), { action: "decline" });
    assert.match(terminal.text, /Not opened: this is not a web page/);
    assert.deepEqual(opened, []);
  });
}

Deno.test("PersonRequestHandlers.sample() shows the request and the result for review", async () => {
  const { answers, terminal, asked } = person("s", "s");
  assert.deepEqual(await answers.sample(CONVERSATION, NEVER), answer("A note."));
  assert.deepEqual(asked, [CONVERSATION]);
  assert.match(
    terminal.text,
    /^desk requests a completion \(at most 128 tokens\)\ninstructions: Be brief\.\n\nuser: Summ/,
  );
  assert.match(terminal.text, /user: \[image, image\/png\]\nAnd this\.\n.*Result from model-7\nA note\./s);
});

Deno.test("PersonRequestHandlers.sample() lets the person edit the request and the result", async () => {
  const { answers, asked } = person("e", "0", "Be kind.", "e", "2", "And that.", "s", "e", "My note.", "s");
  assert.deepEqual(await answers.sample(CONVERSATION, NEVER), answer("My note."));
  assert.equal(asked[0]!.systemPrompt, "Be kind.");
  assert.deepEqual(asked[0]!.messages[1], {
    role: "user",
    content: [{ type: "image", data: "", mimeType: "image/png" }, { type: "text", text: "And that." }],
  });
  assert.deepEqual(CONVERSATION.systemPrompt, "Be brief.");
});

Deno.test("PersonRequestHandlers.sample() lets the person write the result without the model", async () => {
  const { answers, asked } = person("w", " ", "By hand.");
  const { content, model } = await answers.sample(CONVERSATION, NEVER);
  assert.deepEqual([content, model, asked], [{ type: "text", text: "By hand." }, "person", []]);
});

Deno.test("PersonRequestHandlers.sample() rejects with MCP's error if the person refuses the request or the result", async () => {
  const refused = { code: -1, message: "User rejected sampling request" };
  for (const reaction of ["r", null, new InterruptedError()]) {
    const before = person(reaction);
    await assert.rejects(before.answers.sample(CONVERSATION, NEVER), refused);
    assert.deepEqual(before.asked, []);
    await assert.rejects(person("s", reaction).answers.sample(CONVERSATION, NEVER), refused);
  }
});

Deno.test("PersonRequestHandlers.sample() skips the review for a trusted server", async () => {
  const { answers, asked } = person("t");
  assert.deepEqual(await answers.sample(CONVERSATION, NEVER), answer("A note."));
  assert.deepEqual(await answers.sample(CONVERSATION, NEVER), answer("A note."));
  assert.equal(asked.length, 2);
});

Deno.test("PersonRequestHandlers.sample() shows a long request in full on request", async () => {
  const { answers, terminal } = person("v", "r");
  const text = "x".repeat(5000);
  const long = { ...CONVERSATION, messages: [{ role: "user" as const, content: { type: "text" as const, text } }] };
  await assert.rejects(answers.sample(long, NEVER));
  assert.match(terminal.seen[1]!, /x… \(4,4\d\d more characters\)$/);
  assert.ok(terminal.seen.some((words) => words.endsWith(text)));
});

function person(...reactions: Reaction[]) {
  const terminal = new ScriptedTerminal(...reactions);
  const asked: CreateMessageRequestParams[] = [];
  const opened: string[] = [];
  const answers = new PersonRequestHandlers({
    server: "desk",
    terminal,
    reviewsSampling: true,
    fallback: {
      sample: (conversation) => (asked.push(conversation), Promise.resolve(answer("A note."))),
      roots: () => Promise.resolve([]),
    },
    open: (url) => (opened.push(url.href), Promise.resolve(true)),
  });
  return { answers, terminal, asked, opened };
}

function answer(text: string): CreateMessageResult {
  return { role: "assistant", content: { type: "text", text }, model: "model-7" };
}

function page(url: string) {
  return { mode: "url" as const, message: "Sign in.", url, elicitationId: "1" };
}
