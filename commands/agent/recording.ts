/** `support-mcp agent --record` and `--replay`: the setup of a run in its recording. */

import * as z from "zod";
import { APPROVAL_POLICIES, PROTOCOLS } from "../../client/options/mod.ts";
import { getSecrets, readRecording, Secrets } from "../../client/recording/format/mod.ts";
import { Recorder } from "../../client/recording/record/mod.ts";
import { Replay } from "../../client/recording/replay/mod.ts";
import { DISCONNECT_POLICIES, type ServerSource } from "../../client/configuration/mod.ts";
import { SetupError } from "../../client/errors/mod.ts";
import type { AgentRun } from "./agent_run.ts";
import type { OutputFormat } from "./user_interface.ts";
import type { ModelFlags } from "./run_with_model.ts";
import { version } from "../process/mod.ts";

/** The part of the setup that a repeated run depends on. */
const runSetupSchema = z.object({
  protocol: z.enum(PROTOCOLS),
  interactive: z.boolean(),
  /** Missing in older recordings, whose runs did not read the subjects of approvals. */
  readsSubjects: z.boolean().default(false),
  /** Missing in older recordings. */
  markId: z.string().optional(),
  servers: z.array(z.object({
    name: z.string(),
    marksText: z.boolean(),
    /** Missing in older recordings. */
    whenLost: z.enum(DISCONNECT_POLICIES).default("reconnect"),
    /** Missing in older recordings, whose runs trusted every server. */
    trusted: z.boolean().default(true),
  })),
  /** Null for the script. */
  model: z.object({
    models: z.array(z.string()).min(1),
    task: z.string().optional(),
    askBefore: z.enum(APPROVAL_POLICIES),
    limits: z.object({ steps: z.number(), tokens: z.number(), seconds: z.number() }),
    roots: z.array(z.string()),
  }).nullable(),
});
type RunSetup = z.output<typeof runSetupSchema>;

/**
 * Starts to record a run.
 *
 * @throws {SetupError} If the file cannot be created.
 */
export function startRecording(file: string, run: AgentRun, model: ModelFlags | undefined): Promise<Recorder> {
  const given = run.servers.map(({ secrets }) => secrets ?? {});
  const secrets = new Secrets(Object.assign(getSecrets(Deno.env.toObject()), ...given));
  return Recorder.create({ file, program: version, run: toRunSetup(run, model), secrets });
}

function toRunSetup(
  { protocol, interactive, readsSubjects, markId, servers }: AgentRun,
  model: ModelFlags | undefined,
): RunSetup {
  return {
    protocol,
    interactive,
    readsSubjects,
    ...markId !== undefined && { markId },
    servers: servers.map(({ name, marksUntrustedText: marksText, onDisconnect: whenLost, isTrusted: trusted }) => ({
      name,
      marksText,
      whenLost,
      trusted,
    })),
    model: model === undefined ? null : toModelSetup(model),
  };
}

function toModelSetup({ models, task, askBefore, limits, roots }: ModelFlags): NonNullable<RunSetup["model"]> {
  return { models: [...models], ...task !== undefined && { task }, askBefore, limits, roots: [...roots] };
}

/**
 * Sets up a recorded run again.
 *
 * @throws {SetupError} If the recording cannot be read.
 */
export async function openReplay(
  file: string,
  output: OutputFormat,
): Promise<{ replay: Replay; run: AgentRun; model: ModelFlags | undefined }> {
  const recording = await readRecording(file);
  const read = runSetupSchema.safeParse(recording.header.run);
  if (!read.success) {
    throw new SetupError(`--replay cannot run ${file}: the recording lacks the setup of its run. Record it again.`);
  }
  const replay = new Replay(recording);
  const { servers, model, markId, ...setup } = read.data;
  const diverged = replay.failed;
  const environment = replay;
  const run = { ...setup, markId, servers: servers.map(toRecordedSource), environment, diverged };
  return { replay, run, model: model === null ? undefined : toModelFlags(model, output) };
}

function toModelFlags(
  { task, ...model }: NonNullable<RunSetup["model"]>,
  output: OutputFormat,
): ModelFlags {
  return { ...model, task, watch: [], output, baseUrl: undefined, db: undefined, user: undefined, demo: false };
}

function toRecordedSource({ name, marksText, whenLost, trusted }: RunSetup["servers"][number]): ServerSource {
  return {
    name,
    marksUntrustedText: marksText,
    isTrusted: trusted,
    onDisconnect: whenLost,
    openTransport: () => {
      throw new TypeError(`The server ${name} exists only in the recording.`);
    },
  };
}
