/** Runs to record and to replay: the script with in-memory servers. */

import type { McpServer } from "@modelcontextprotocol/server";
import { findDeskServers } from "../../../client/desk/desk_servers.ts";
import type { Connection } from "../../../client/connection/connection.ts";
import type { Protocol } from "../../../client/options/protocol.ts";
import { Recorder } from "../../../client/recording/record/recorder.ts";
import { readRecording, type Recording } from "../../../client/recording/format/read_recording.ts";
import type { RunEnvironment } from "../../../client/environment/run_environment.ts";
import { Secrets } from "../../../client/recording/format/secrets.ts";
import { ServerGroup } from "../../../client/connection/server_group.ts";
import type { ServerSource } from "../../../client/configuration/server_source.ts";
import { workThroughTickets } from "../../../client/demo/script.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { createArticleTickets } from "../article_tickets.ts";
import { createCustomersServer, createReach, createTicketsServer } from "../fake_desk.ts";
import { CapturedScreen, createContext, createOptions } from "../connection_options.ts";

const TICKETS = createSource("tickets", () => createTicketsServer(createArticleTickets()));
const CUSTOMERS = createSource("customers", () => createCustomersServer({ "alice@example.com": "pro" }));

/** Runs the script and returns its output. */
export async function followScript(protocol: Protocol, environment: RunEnvironment): Promise<string> {
  const screen = new CapturedScreen();
  const sources = [TICKETS, CUSTOMERS].map((source) => environment.server(source));
  await using group = await ServerGroup.start(sources, () => createOptions(screen, { protocol }), createContext());
  await workThroughTickets(await findDeskServers(group.connections), screen);
  return screen.text;
}

/** Runs requests against the tickets server only. */
export async function withTickets(
  work: (connection: Connection) => Promise<unknown>,
  environment: RunEnvironment,
): Promise<void> {
  await using group = await ServerGroup.start(
    [environment.server(TICKETS)],
    () => createOptions(new CapturedScreen()),
    createContext(),
  );
  await group.connections[0]!.request(work);
}

function createSource(name: string, server: () => McpServer): ServerSource {
  return {
    name,
    marksUntrustedText: false,
    isTrusted: true,
    onDisconnect: "leave",
    openTransport: createReach(server),
  };
}

/** Records work in a new file, and reads the recording. */
export async function recordRun(
  work: (recorder: Recorder) => Promise<unknown>,
  secrets: Record<string, string> = {},
): Promise<Recording> {
  await using folder = await TemporaryFolder.create();
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
