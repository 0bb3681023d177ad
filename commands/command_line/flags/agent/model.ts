/** The flags of `support-mcp agent` for a language model. */

import { APPROVAL_POLICIES, type ApprovalPolicy } from "../../../../client/options/mod.ts";
import type { ModelFlags } from "../../../agent/mod.ts";
import { CommandError } from "../../../process/mod.ts";
import { parsePersonName, parsePositiveNumber, readListVariable, readVariable } from "../../../values/mod.ts";
import { choiceFlag, parsedFlag, repeatableFlag, switchFlag, textFlag } from "../parameters.ts";

/** The name of the script that takes the place of a model, with simulated answers. */
const SIMULATED = "simulated";

export interface ModelFlagValues {
  model?: string[];
  "base-url"?: string;
  "ask-before"?: ApprovalPolicy;
  "max-steps"?: number;
  "max-tokens"?: number;
  "max-minutes"?: number;
  root?: string[];
  watch?: string[];
  record?: string;
  json?: boolean;
  quiet?: boolean;
  db?: string;
  user?: string;
  demo?: boolean;
}

/** In minutes, as the flag. */
const DEFAULTS = { steps: 50, tokens: 1_000_000, minutes: 30 };

/**
 * Reads the task of a model and its limits.
 *
 * @returns Undefined without a model.
 * @throws {CommandError} If flags contradict each other, or need a model that is not there.
 */
export function parseModelFlags(flags: ModelFlagValues, task: string | undefined): ModelFlags | undefined {
  const models = flags.model ?? readListVariable("SUPPORT_MCP_MODEL") ?? [];
  if (models.length === 0 || models.includes(SIMULATED)) return rejectModelFlags(models, flags, task);
  if (flags.json && flags.quiet) throw new CommandError("--json and --quiet cannot be combined. Use one of them.", 2);
  if (flags.watch && flags.record !== undefined) throw new CommandError(NO_RECORDING, 2);
  return {
    models,
    baseUrl: flags["base-url"],
    task,
    watch: flags.watch ?? [],
    askBefore: flags["ask-before"] ?? "writes",
    limits: {
      steps: flags["max-steps"] ?? DEFAULTS.steps,
      tokens: flags["max-tokens"] ?? DEFAULTS.tokens,
      seconds: (flags["max-minutes"] ?? DEFAULTS.minutes) * 60,
    },
    roots: flags.root ?? [],
    output: flags.json ? "json" : flags.quiet ? "quiet" : "lines",
    db: flags.db ?? (flags.demo ? undefined : readVariable("SUPPORT_MCP_DB")),
    user: flags.user,
    demo: flags.demo ?? false,
  };
}

const NO_RECORDING =
  "--record cannot be combined with --watch: when a watch acts depends on the time, so it cannot be repeated. Use --json " +
  "to keep a log of its runs, or record a run without --watch.";

function rejectModelFlags(models: readonly string[], flags: ModelFlagValues, task: string | undefined): undefined {
  if (models.length > 1) {
    throw new CommandError(`--model ${SIMULATED} cannot be combined with other models. Use it alone.`, 2);
  }
  const name = MODEL_ONLY_FLAGS.find((name) => flags[name] !== undefined);
  if (name !== undefined) throw new CommandError(`--${name} needs a model. Add --model PROVIDER:NAME.`, 2);
  if (task !== undefined) throw new CommandError("TASK needs a model. Add --model PROVIDER:NAME.", 2);
}

/** Flags without effect when there is no model. */
const MODEL_ONLY_FLAGS = [
  "base-url",
  "ask-before",
  "max-steps",
  "max-tokens",
  "max-minutes",
  "root",
  "watch",
  "json",
  "quiet",
  "db",
  "user",
  "demo",
] as const;

const MODEL = { section: "MODEL FLAGS" };

export const modelParameters = {
  model: repeatableFlag(
    "PROVIDER:NAME",
    "Let this model do the work; providers are anthropic, openai, ollama, lmstudio, vllm and openai-compatible. Further " +
      "models may answer sampling requests",
    { ...MODEL, variable: "SUPPORT_MCP_MODEL" },
  ),
  "base-url": textFlag("URL", "Call the model at this URL", { ...MODEL, default: "the provider's" }),
  "ask-before": choiceFlag("POLICY", APPROVAL_POLICIES, "Ask a person before these tools run", {
    ...MODEL,
    default: "writes",
  }),
  "max-steps": limitFlag("NUMBER", "Stop a run after this many requests to the model", DEFAULTS.steps),
  "max-tokens": limitFlag("NUMBER", "Stop after this many tokens, input and output together", DEFAULTS.tokens),
  "max-minutes": limitFlag("MINUTES", "Stop a run after this long", DEFAULTS.minutes),
  watch: repeatableFlag(
    "VIEW",
    "Keep running, and work on TASK whenever tickets in this view are new or change; name a view, such as overdue, or the " +
      "URI of a resource",
    MODEL,
  ),
  root: repeatableFlag("FOLDER", "Share this folder with servers", { ...MODEL, default: "none" }),
  db: textFlag("LOCATION", "Use the store at this location with this program's own servers", {
    ...MODEL,
    variable: "SUPPORT_MCP_DB",
  }),
  user: parsedFlag(
    "NAME",
    parsePersonName,
    'Make changes under this name with this program\'s own servers; "me" in a view is this name',
    { ...MODEL, default: "none" },
  ),
  demo: switchFlag("Work on two demo tickets in a temporary store", MODEL),
  json: switchFlag("Print events as JSON, one per line", MODEL),
  quiet: switchFlag("Print only the result", MODEL),
};

function limitFlag(placeholder: string, brief: string, limit: number) {
  return parsedFlag(placeholder, parsePositiveNumber, brief, { ...MODEL, default: String(limit) });
}
