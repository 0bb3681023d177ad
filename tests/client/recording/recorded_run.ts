/** Runs to record and to replay: the script on the fake desk, in this process. */

import type { McpServer } from "@modelcontextprotocol/server";
import { deskServersOf } from "../../../client/desk_servers.ts";
import type { Connection } from "../../../client/connection.ts";
import type { Protocol } from "../../../client/protocol.ts";
import { Recorder } from "../../../client/recording/recorder.ts";
import { readRecording, type Recording } from "../../../client/recording/read_recording.ts";
import type { Outside } from "../../../client/outside.ts";
import { Secrets } from "../../../client/recording/secrets.ts";
import { ServerGroup } from "../../../client/server_group.ts";
import type { ServerSource } from "../../../client/server_source.ts";
import { workThroughTickets } from "../../../client/script.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { articleTickets } from "../article_tickets.ts";
import { customersServer, reach, ticketsServer } from "../fake_desk.ts";
import { hostWith, KeptScreen, surroundings } from "../host.ts";

const TICKETS = sourceOf("tickets", () => ticketsServer(articleTickets()));
const CUSTOMERS = sourceOf("customers", () => customersServer({ "alice@example.com": "pro" }));

/** Follows the script; gives what it printed. */
export async function followScript(protocol: Protocol, outside: Outside): Promise<string> {
  const screen = new KeptScreen();
  const sources = [TICKETS, CUSTOMERS].map((source) => outside.server(source));
  await using group = await ServerGroup.start(sources, () => hostWith(screen, { protocol }), surroundings());
  await workThroughTickets(await deskServersOf(group.connections), screen);
  return screen.text;
}

/** Works with the tickets' server alone. */
export async function withTickets(
  work: (connection: Connection) => Promise<unknown>,
  outside: Outside,
): Promise<void> {
  await using group = await ServerGroup.start(
    [outside.server(TICKETS)],
    () => hostWith(new KeptScreen()),
    surroundings(),
  );
  await group.connections[0]!.ask(work);
}

function sourceOf(name: string, server: () => McpServer): ServerSource {
  return { name, marksText: false, whenLost: "leave", reach: reach(server) };
}

/** Records what is done with a recorder, and reads it. */
export async function recordingOf(
  work: (recorder: Recorder) => Promise<unknown>,
  secrets: Record<string, string> = {},
): Promise<Recording> {
  await using folder = await TemporaryFolder.make();
  const file = `${folder.path}/run.jsonl`;
  {
    using recorder = await Recorder.create({
      file,
      program: "0.1.0",
      run: { task: "test" },
      secrets: new Secrets(secrets),
    });
    await work(recorder);
  }
  return await readRecording(file);
}
