import assert from "node:assert/strict";
import type { Connection } from "../../../client/connection.ts";
import { Departure } from "../../../client/recording/departure.ts";
import type { Entry } from "../../../client/recording/entries.ts";
import type { Recording } from "../../../client/recording/read_recording.ts";
import { Replay } from "../../../client/recording/replay.ts";
import { ServerGroup } from "../../../client/server_group.ts";
import { ServerFailure } from "../../../client/server_failure.ts";
import { hostWith, KeptScreen, surroundings } from "../host.ts";
import { followScript, recordingOf, withTickets } from "./recorded_run.ts";

const NEVER = new AbortController().signal;

for (const protocol of ["handshake", "2026-07-28", "auto"] as const) {
  Deno.test(`Replay plays the servers of a run over ${protocol}, and the run prints the same`, async () => {
    let printed = "";
    const recording = await recordingOf(async (recorder) => {
      printed = await followScript(protocol, recorder);
    });
    assert.match(printed, /Ticket #43 escalated at high priority/);
    for (let time = 0; time < 2; time++) {
      const replay = new Replay(recording);
      assert.equal(await followScript(protocol, replay), printed);
      replay.finish();
    }
  });
}

Deno.test("Replay names the first thing that is asked for differently", async () => {
  const replay = new Replay(changed(await script(), (line) => line.replaceAll("password change", "lunch")));
  const failing = followScript("handshake", replay);
  await failing; // what servers sent may differ: the script doesn't look at it
  const other = new Replay(changed(await script(), (line) => line.replaceAll('"ticket_id":"42"', '"ticket_id":"41"')));
  await assert.rejects(followScript("handshake", other));
  assert.ok(other.departed.aborted);
  assert.throws(
    () => other.finish(),
    new Departure('a message to the server tickets, at params.arguments.ticket_id: expected "41", but "42" came'),
  );
});

Deno.test("Replay notices what is left out", async () => {
  const replay = new Replay(await script());
  await withTickets((connection) => connection.tools(), replay);
  assert.throws(
    () => replay.finish(),
    /has ended, and the recorded one goes on with a connection to the server customers/,
  );
  const partly = new Replay(await recordingOf((recorder) => withTickets(lookAround, recorder)));
  await withTickets((connection) => connection.tools(), partly);
  assert.throws(() => partly.finish(), /goes on with a message to the server tickets: .*"method":"prompts\/list"/);
});

Deno.test("Replay notices what is done in another order, or too often", async () => {
  const recording = await recordingOf(async (recorder) => {
    await withTickets(
      (connection) => connection.prompts().then(() => connection.tools()),
      recorder,
    );
  });
  const swapped = new Replay(recording, 50);
  const departed = new Promise((resolve) => swapped.departed.addEventListener("abort", resolve));
  await withTickets((connection) => Promise.race([connection.tools(), departed]), swapped);
  assert.throws(() => swapped.finish(), /expected "prompts\/list", but "tools\/list" came/);

  const twice = new Replay(recording);
  await assert.rejects(
    withTickets(async (connection) => {
      await connection.prompts();
      await connection.tools();
      await connection.read("ticket://list");
    }, twice),
  );
  assert.throws(() => twice.finish(), /expected nothing, but .*"resources\/read".* came/);
});

Deno.test("Replay lets what happens at the same time come in any order", async () => {
  const recording = await recordingOf(async (recorder) => {
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
  replay.finish();
});

Deno.test("Replay plays a server that can't be reached, once", async () => {
  const failure = new ServerFailure("desk", "cannot be started: there is no program `desk`", ["Sorry."]);
  const desk = { name: "desk", marksText: false, whenLost: "leave" as const, reach: failing(failure) };
  const replay = new Replay(
    await recordingOf(async (recorder) => {
      await assert.rejects(
        ServerGroup.start([recorder.server(desk)], () => hostWith(new KeptScreen()), surroundings()),
        failure,
      );
    }),
  );
  const replayed = replay.server(desk);
  await assert.rejects(ServerGroup.start([replayed], () => hostWith(new KeptScreen()), surroundings()), failure);
  replay.finish();
  assert.throws(() => replayed.reach(NEVER), /a connection: expected nothing, but "desk" came/);
});

function failing(failure: Error): () => never {
  return () => {
    throw failure;
  };
}

async function lookAround(connection: Connection): Promise<void> {
  await connection.tools();
  await connection.prompts();
}

async function script(): Promise<Recording> {
  return await recordingOf((recorder) => followScript("handshake", recorder));
}

function changed(recording: Recording, change: (line: string) => string): Recording {
  return { ...recording, entries: recording.entries.map((entry): Entry => JSON.parse(change(JSON.stringify(entry)))) };
}
