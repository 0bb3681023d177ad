/** `support-mcp agent --record` and `--replay`: what a recording says of how its run was set up. */

import * as z from "zod";
import { APPROVAL_POLICIES } from "../client/loop/approval_policy.ts";
import { PROTOCOLS } from "../client/protocol.ts";
import { readRecording } from "../client/recording/read_recording.ts";
import { Recorder } from "../client/recording/recorder.ts";
import { Replay } from "../client/recording/replay.ts";
import { Secrets, secretsOf } from "../client/recording/secrets.ts";
import { type ServerSource, WHEN_LOST } from "../client/server_source.ts";
import { SetUpFailure } from "../client/set_up_failure.ts";
import type { AgentRun } from "./agent_run.ts";
import type { Output } from "./agent_stage.ts";
import type { ModelFlags } from "./agent_with_model.ts";
import { version } from "./version.ts";

/** Only what makes a difference to a run that meets with a recording. */
const setUp = z.object({
  protocol: z.enum(PROTOCOLS),
  interactive: z.boolean(),
  servers: z.array(z.object({
    name: z.string(),
    marksText: z.boolean(),
    /** Older recordings are without it. */
    whenLost: z.enum(WHEN_LOST).default("reconnect"),
  })),
  /** Null: the script. */
  model: z.object({
    models: z.array(z.string()).min(1),
    task: z.string().optional(),
    askBefore: z.enum(APPROVAL_POLICIES),
    limits: z.object({ steps: z.number(), tokens: z.number(), seconds: z.number() }),
    roots: z.array(z.string()),
  }).nullable(),
});
type SetUp = z.output<typeof setUp>;

/**
 * Begins to record a run.
 *
 * @throws {SetUpFailure} When the file can't be made.
 */
export function startRecording(file: string, run: AgentRun, model: ModelFlags | undefined): Promise<Recorder> {
  const given = run.servers.map(({ secrets }) => secrets ?? {});
  const secrets = new Secrets(Object.assign(secretsOf(Deno.env.toObject()), ...given));
  return Recorder.create({ file, program: version, run: setUpOf(run, model), secrets });
}

function setUpOf({ protocol, interactive, servers }: AgentRun, model: ModelFlags | undefined): SetUp {
  return {
    protocol,
    interactive,
    servers: servers.map(({ name, marksText, whenLost }) => ({ name, marksText, whenLost })),
    model: model === undefined ? null : modelSetUpOf(model),
  };
}

function modelSetUpOf({ models, task, askBefore, limits, roots }: ModelFlags): NonNullable<SetUp["model"]> {
  return { models: [...models], ...task !== undefined && { task }, askBefore, limits, roots: [...roots] };
}

/**
 * Sets up a recorded run once more.
 *
 * @throws {SetUpFailure} When the recording can't be read.
 */
export async function openReplay(
  file: string,
  output: Output,
): Promise<{ replay: Replay; run: AgentRun; model: ModelFlags | undefined }> {
  const recording = await readRecording(file);
  const read = setUp.safeParse(recording.header.run);
  if (!read.success) {
    throw new SetUpFailure(`The recording ${file} doesn't say how its run was set up, so that it can't run again.`);
  }
  const replay = new Replay(recording);
  const { protocol, interactive, servers, model } = read.data;
  const { departed } = replay;
  const run = { protocol, interactive, servers: servers.map(recordedSource), outside: replay, departed };
  return { replay, run, model: model === null ? undefined : modelFlagsOf(model, output) };
}

/** The limits of time are not for a run that takes none. */
function modelFlagsOf(
  { task, ...model }: NonNullable<SetUp["model"]>,
  output: Output,
): ModelFlags {
  return { ...model, task, output, baseUrl: undefined, db: undefined, demo: false };
}

function recordedSource({ name, marksText, whenLost }: SetUp["servers"][number]): ServerSource {
  return {
    name,
    marksText,
    whenLost,
    reach: () => {
      throw new TypeError(`The server ${name} is only in the recording.`);
    },
  };
}
