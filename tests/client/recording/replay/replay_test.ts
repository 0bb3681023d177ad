import assert from "node:assert/strict";
import type { Connection } from "../../../../client/connection/connection.ts";
import { ReplayMismatchError } from "../../../../client/recording/replay/replay_mismatch_error.ts";
import type { Entry } from "../../../../client/recording/format/entries.ts";
import type { Recording } from "../../../../client/recording/format/read_recording.ts";
import { Replay } from "../../../../client/recording/replay/replay.ts";
import { ServerGroup } from "../../../../client/connection/server_group.ts";
import { ServerError } from "../../../../client/errors/server_error.ts";
import { CapturedScreen, createContext, createOptions } from "../../connection_options.ts";
import { followScript, recordRun, withTickets } from "../recorded_run.ts";

const NEVER = new AbortController().signal;

for (const protocol of ["handshake", "2026-07-28", "auto"] as const) {
  Deno.test(`Replay replays the servers of a run over ${protocol}, with the same output`, async () => {
    let printed = "";
    const recording = await recordRun(async (recorder) => {
      printed = await followScript(protocol, recorder);
    });
    assert.match(printed, /Ticket #43 escalated at high priority/);
    for (let time = 0; time < 2; time++) {
      const replay = new Replay(recording);
      assert.equal(await followScript(protocol, replay), printed);
      replay.assertComplete();
    }
  });
}

Deno.test("Replay reports the first request that differs", async () => {
  const replay = new Replay(changeEntries(await script(), (line) => line.replaceAll("password change", "lunch")));
  const failing = followScript("handshake", replay);
  await failing; // servers may send other data, which the script ignores
  const other = new Replay(
    changeEntries(await script(), (line) => line.replaceAll('"ticket_id":"42"', '"ticket_id":"41"')),
  );
  await assert.rejects(followScript("handshake", other));
  assert.ok(other.failed.aborted);
  assert.throws(
    () => other.assertComplete(),
    new ReplayMismatchError(
      'message to the server tickets at params.arguments.ticket_id: expected "41", got "42"',
    ),
  );
});

Deno.test("Replay detects missing requests", async () => {
  const replay = new Replay(await script());
  await withTickets((connection) => connection.tools(), replay);
  assert.throws(
    () => replay.assertComplete(),
    /run ended, but the recording continues with a connection to the server customers/,
  );
  const partly = new Replay(await recordRun((recorder) => withTickets(lookAround, recorder)));
  await withTickets((connection) => connection.tools(), partly);
  assert.throws(
    () => partly.assertComplete(),
    /continues with a message to the server tickets: .*"method":"prompts\/list"/,
  );
});

Deno.test("Replay detects a different order, and additional requests", async () => {
  const recording = await recordRun(async (recorder) => {
    await withTickets(
      (connection) => connection.prompts().then(() => connection.tools()),
      recorder,
    );
  });
  const swapped = new Replay(recording, 50);
  const departed = new Promise((resolve) => swapped.failed.addEventListener("abort", resolve));
  await withTickets((connection) => Promise.race([connection.tools(), departed]), swapped);
  assert.throws(() => swapped.assertComplete(), /expected "prompts\/list", got "tools\/list"/);

  const twice = new Replay(recording);
  await assert.rejects(
    withTickets(async (connection) => {
      await connection.prompts();
      await connection.tools();
      await connection.read("ticket://list");
    }, twice),
  );
  assert.throws(() => twice.assertComplete(), /expected nothing, got .*"resources\/read"/);
});

Deno.test("Replay accepts concurrent messages in any order", async () => {
  const recording = await recordRun(async (recorder) => {
    await withTickets(
      (connection) => Promise.all([connection.prompts(), connection.tools()]),
      recorder,
    );
  });
  const replay = new Replay(recording, 60_000);
  await withTickets(
    (connection) => Promise.all([connection.tools(), connection.prompts()]),
    replay,
  );
  replay.assertComplete();
});

Deno.test("Replay replays a server that cannot be reached, once", async () => {
  const failure = new ServerError("desk", "failed to start: program `desk` not found", ["Sorry."]);
  const desk = {
    name: "desk",
    marksUntrustedText: false,
    isTrusted: true,
    onDisconnect: "leave" as const,
    openTransport: createFailingReach(failure),
  };
  const replay = new Replay(
    await recordRun(async (recorder) => {
      await assert.rejects(
        ServerGroup.start([recorder.server(desk)], () => createOptions(new CapturedScreen()), createContext()),
        failure,
      );
    }),
  );
  const replayed = replay.server(desk);
  await assert.rejects(
    ServerGroup.start([replayed], () => createOptions(new CapturedScreen()), createContext()),
    failure,
  );
  replay.assertComplete();
  assert.throws(() => replayed.openTransport(NEVER), /connection: expected nothing, got "desk"/);
});

function createFailingReach(failure: Error): () => never {
  return () => {
    throw failure;
  };
}

async function lookAround(connection: Connection): Promise<void> {
  await connection.tools();
  await connection.prompts();
}

async function script(): Promise<Recording> {
  return await recordRun((recorder) => followScript("handshake", recorder));
}

function changeEntries(recording: Recording, change: (line: string) => string): Recording {
  return { ...recording, entries: recording.entries.map((entry): Entry => JSON.parse(change(JSON.stringify(entry)))) };
}
