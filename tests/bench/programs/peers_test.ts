import assert from "node:assert/strict";
import { join } from "node:path";
import { generateTickets } from "../../../bench/corpus/corpus.ts";
import { writeExport } from "../../../bench/corpus/write_export.ts";
import { toCloseTicket, toEscalateTicket, toReadList, toReadTicket } from "../../../bench/measurements/requests.ts";
import { HttpClient } from "../../../bench/processes/http_client.ts";
import { HttpServer } from "../../../bench/processes/http_server.ts";
import { preparePeers } from "../../../bench/programs/peers.ts";
import type { CommandLine, Program } from "../../../bench/programs/program.ts";
import { getInstalledPython, PythonUnusableError } from "../../../bench/programs/python.ts";
import { MARKS_NOTICE } from "../../../server/marks/mod.ts";
import { getCommandLine, runProgram } from "../../end_to_end/program.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { Conversation } from "./conversation.ts";

const INSTALLED = join(import.meta.dirname!, "../../../dist/peers");
const QUESTIONS = ["Where is my card?", "Das Überweisen dauert", 'A "quoted" one'].map((text) => ({
  text,
  topic: "t",
}));

Deno.test("preparePeers() explains why programs are not available", async () => {
  const refusing = () => Promise.reject(new PythonUnusableError("pip failed: no network"));
  assert.match((await preparePeers(INSTALLED, refusing)).remark, /^without the Python programs: ./);
});

const { article, port, tunedPort, remark } = await preparePeers(INSTALLED, getInstalledPython);

const ports = [port, tunedPort].filter((program) => program !== undefined);

for (const peer of [...article ? [article] : [], ...ports]) {
  Deno.test(`${peer.name} responds like our program`, async () => {
    await using folder = await TemporaryFolder.create();
    assert.deepEqual(await peersWords(peer, folder), await ourWords(folder));
  });
}

for (const port of ports) {
  Deno.test(`${port.name} responds over HTTP, in sessions and stateless`, async () => {
    await using folder = await TemporaryFolder.create();
    await port.fill(folder.path, generateTickets(QUESTIONS, 3));
    await using server = await HttpServer.start((number) => port.serveHttp(folder.path, number));
    for (const [ticket, way] of [[1, "in sessions"], [2, "stateless"]] as const) {
      using host = await HttpClient.open(server.port, way);
      for (const request of [toReadList(1), toReadTicket(ticket), toCloseTicket(ticket)]) await host.request(request);
      await assert.rejects(host.request(toCloseTicket(9)), /not found/);
    }
  });
}

if (ports.length === 0) {
  Deno.test({ name: `the Python programs respond like our program (${remark})`, ignore: true, fn() {} });
}

async function peersWords(peer: Program, folder: TemporaryFolder) {
  await Deno.mkdir(folder.file("peer"));
  await peer.fill(folder.file("peer"), generateTickets(QUESTIONS, 3));
  return await words(peer.serve(folder.file("peer")));
}

async function ourWords(folder: TemporaryFolder) {
  const [tickets, store] = [folder.file("tickets.jsonl"), folder.file("desk.db")];
  await writeExport(tickets, generateTickets(QUESTIONS, 3));
  assert.equal((await runProgram(["import", tickets, "--db", store])).code, 0);
  return JSON.parse(removeMarks(JSON.stringify(await words(getCommandLine(["serve", "--db", store])))));
}

/** Removes from JSON what only our program says: which words people wrote. */
function removeMarks(json: string): string {
  return json
    .replaceAll(`\\n\\n${MARKS_NOTICE}`, "")
    .replaceAll(/(?:\\n)?<\/customer_words \w+>|<customer_words id=\w+>(?:\\n)?/g, "")
    .replaceAll(/,"outside_text":\[[^\]]*\]/g, "");
}

const PROMPT = {
  method: "prompts/get",
  params: { name: "resolution_prompt", arguments: { ticket_id: "1", account_tier: "pro" } },
};

/** Collects a server's responses to the requests of the benchmarks. */
async function words(server: CommandLine) {
  await using conversation = await Conversation.with(server);
  const read = async (request: ReturnType<typeof toReadList>) => (await conversation.ask(request)).contents[0].text;
  const call = async (request: ReturnType<typeof toCloseTicket>) =>
    JSON.parse((await conversation.ask(request)).content[0].text);
  const { id, subject, customer, account_tier, status, resolution } = JSON.parse(await read(toReadTicket(2)));
  return {
    list: await read(toReadList(1)),
    ticket: { id, subject, customer, account_tier, status, resolution },
    prompt: (await conversation.ask(PROMPT)).messages,
    escalated: await call(toEscalateTicket(3)),
    closed: await call(toCloseTicket(2)),
    missing: await call(toCloseTicket(9)),
    listAfter: await read(toReadList(1)),
  };
}
