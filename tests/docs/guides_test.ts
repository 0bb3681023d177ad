import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ModelEndpoint, type Script, type Turn } from "../client/models/model_endpoint.ts";
import { PROJECT } from "../house/sources.ts";
import { type CommandBlock, findFences, findGuides, parseGuide } from "./guide.ts";
import { GuideSession } from "./guide_session.ts";
import { matchesOutput } from "./output.ts";

/** Programs besides ours that guides use. */
const PROGRAMS = ["bash", "curl", "gzip", "openssl", "sed"];
const CAN_RUN = Deno.build.os === "linux" && PROGRAMS.every(isInstalled);

const GUIDES = await findGuides();

/** The words of the model in docs/agent.md. */
const TRIAGE: readonly Turn[] = [
  { text: "I start with the open tickets.", calls: [["search_tickets", { query: "status:open" }]] },
  {
    calls: [
      ["close_ticket_tool", { ticket_id: "42", resolution: "Your password token is reset. Please log in again." }],
      ["escalate_ticket", { ticket_id: "43", reason: "The PDF service is down" }],
    ],
  },
  { text: "Ticket 42 is closed. Ticket 43 needs a person." },
];

/** The model's summary of an escalation. */
const SUMMARY: Turn = { text: "Bob cannot open his invoice because the PDF service is down." };

/** Says the words in turn; an agent on duty does the work of the second turn again. */
function createScript(): Script {
  const [, work, end] = TRIAGE;
  let next = 0;
  return ({ messages }) => {
    const text = JSON.stringify(messages);
    if (text.includes("Summarise")) return SUMMARY;
    if (text.includes("You watch the view")) return messages.at(-1)!.role === "tool" ? end! : work!;
    return TRIAGE[Math.min(next++, TRIAGE.length - 1)]!;
  };
}

for (const guide of GUIDES) {
  const blocks = parseGuide(await Deno.readTextFile(join(PROJECT, guide)));
  Deno.test({
    name: `the commands of ${guide} run, and print what it shows`,
    ignore: !CAN_RUN || blocks.every(({ directives }) => directives.notRun !== undefined),
    async fn() {
      await using model = ModelEndpoint.start(createScript());
      await using session = await GuideSession.start({ OLLAMA_BASE_URL: model.baseUrl });
      for (const block of blocks) if (block.directives.notRun === undefined) await check(session, guide, block);
    },
  });
}

function isInstalled(program: string): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.some((folder) => existsSync(join(folder, program)));
}

async function check(session: GuideSession, guide: string, block: CommandBlock): Promise<void> {
  const { background, exitCode } = block.directives;
  const { code, output } = background ? await session.startInBackground(block) : await session.run(block);
  const place = `${guide}:${block.line} printed this, and ended with exit code ${code}:\n\n${output}\n`;
  assert.equal(code, exitCode, place);
  if (block.output !== undefined) assert.ok(matchesOutput(output, block.output), place);
}

for (const guide of GUIDES) {
  Deno.test(`the JSON in ${guide} is valid`, async () => {
    const lines = (await Deno.readTextFile(join(PROJECT, guide))).split("\n");
    for (const { language, first, last } of findFences(lines)) {
      if (language !== "json") continue;
      const json = lines.slice(first + 1, last);
      const documents = json[0] === "{" ? [json.join("\n")] : json;
      for (const document of documents) assert.doesNotThrow(() => JSON.parse(document), `${guide}:${first + 1}`);
    }
  });
}

Deno.test("parseGuide() finds commands, their output and the instructions above them", () => {
  const guide = [
    "<!-- not run: needs a second machine -->",
    "",
    "```sh\nssh there\n```",
    "",
    "<!-- before: touch file -->",
    "<!-- exit code: 1 -->",
    "```sh\nfalse\n```",
    "",
    "```text\nno\n```",
  ].join("\n");
  const [first, second, ...others] = parseGuide(guide);
  assert.deepEqual([first!.line, first!.directives.notRun], [3, "needs a second machine"]);
  assert.deepEqual([second!.commands, second!.output, second!.directives.exitCode], ["false", "no", 1]);
  assert.deepEqual([second!.directives.before, others], [["touch file"], []]);
});

Deno.test("parseGuide() rejects unknown instructions", () => {
  assert.throws(() => parseGuide("<!-- run twice -->\n```sh\ntrue\n```"), /Unknown instruction .*run twice/);
});

Deno.test("matchesOutput() ignores times, and takes … for any text", () => {
  assert.ok(matchesOutput("2026-01-02T03:04:05.678Z ready after 12 ms\n", "2025-01-01T00:00:00Z ready after 9 ms"));
  assert.ok(matchesOutput("one\ntwo\nthree\nfour", "one\n…\nfour"));
  assert.ok(matchesOutput('{"id": 1, "name": "x"}', '{"id": 1, …}'));
  assert.ok(!matchesOutput("one\ntwo", "one"));
  assert.ok(!matchesOutput("one", "two"));
});
