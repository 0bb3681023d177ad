/** The flags of `support-mcp agent` that are for a model at work. */

import { APPROVAL_POLICIES, type ApprovalPolicy } from "../../../client/options/mod.ts";
import type { ModelFlags } from "../../agent/run_with_model.ts";
import { CommandError } from "../../command_error.ts";
import { readListVariable, readVariable } from "../../values/environment.ts";
import { parsePositiveNumber } from "../../values/whole_number.ts";

/** The model that is none: the script, with simulated answers. */
const SIMULATED = "simulated";

export interface ModelFlagValues {
  model?: string[];
  "base-url"?: string;
  "ask-before"?: ApprovalPolicy;
  "max-steps"?: number;
  "max-tokens"?: number;
  "max-minutes"?: number;
  root?: string[];
  json?: boolean;
  quiet?: boolean;
  db?: string;
  demo?: boolean;
}

/**
 * What a model is to do, and how.
 *
 * @returns Undefined when no model is asked for.
 * @throws {CommandError} When there are flags that contradict each other, or that only make sense with a model.
 */
export function parseModelFlags(flags: ModelFlagValues, task: string | undefined): ModelFlags | undefined {
  const models = flags.model ?? readListVariable("SUPPORT_MCP_MODEL") ?? [];
  if (models.length === 0 || models.includes(SIMULATED)) return rejectModelFlags(models, flags, task);
  if (flags.json && flags.quiet) throw new CommandError("--json and --quiet contradict each other: choose one.", 2);
  return {
    models,
    baseUrl: flags["base-url"],
    task,
    askBefore: flags["ask-before"] ?? "writes",
    limits: {
      steps: flags["max-steps"] ?? 50,
      tokens: flags["max-tokens"] ?? 1_000_000,
      seconds: (flags["max-minutes"] ?? 30) * 60,
    },
    roots: flags.root ?? [],
    output: flags.json ? "json" : flags.quiet ? "quiet" : "lines",
    db: flags.db ?? (flags.demo ? undefined : readVariable("SUPPORT_MCP_DB")),
    demo: flags.demo ?? false,
  };
}

function rejectModelFlags(models: readonly string[], flags: ModelFlagValues, task: string | undefined): undefined {
  if (models.length > 1) throw new CommandError(`--model ${SIMULATED} stands alone: leave the other models out.`, 2);
  const name = MODEL_ONLY_FLAGS.find((name) => flags[name] !== undefined);
  if (name !== undefined) throw new CommandError(`--${name} needs a model to work: add --model PROVIDER:NAME.`, 2);
  if (task !== undefined) throw new CommandError("A task needs a model to work on it: add --model PROVIDER:NAME.", 2);
}

/** Flags that would do nothing without a model. */
const MODEL_ONLY_FLAGS = [
  "base-url",
  "ask-before",
  "max-steps",
  "max-tokens",
  "max-minutes",
  "root",
  "json",
  "quiet",
  "db",
  "demo",
] as const;

const booleanFlag = { kind: "boolean", optional: true, withNegated: false } as const;
const textFlag = { kind: "parsed", parse: String, optional: true } as const;
const numberFlag = { kind: "parsed", parse: parsePositiveNumber, optional: true, placeholder: "N" } as const;

export const modelParameters = {
  model: {
    ...textFlag,
    variadic: true,
    placeholder: "PROVIDER:NAME",
    brief:
      "The model that does the work: anthropic, openai, ollama, lmstudio, vllm or openai-compatible, and its name; " +
      "further ones may answer servers (SUPPORT_MCP_MODEL)",
  },
  "base-url": {
    ...textFlag,
    placeholder: "URL",
    brief: "Where the model is, when that isn't its provider's own place",
  },
  "ask-before": {
    kind: "enum",
    values: APPROVAL_POLICIES,
    optional: true,
    brief: "Before which tools a person is asked; writes when left out",
  },
  "max-steps": { ...numberFlag, brief: "How often the model is asked, at most; 50 when left out" },
  "max-tokens": { ...numberFlag, brief: "How many tokens are read and written, at most; 1000000 when left out" },
  "max-minutes": { ...numberFlag, brief: "How long it works, at most; 30 when left out" },
  root: {
    ...textFlag,
    variadic: true,
    placeholder: "DIR",
    brief: "A folder that servers may work in; none when left out",
  },
  json: { ...booleanFlag, brief: "Print what happens as JSON, one event a line" },
  quiet: { ...booleanFlag, brief: "Print only what came of it" },
  db: {
    ...textFlag,
    placeholder: "LOCATION",
    brief: "The store that the model works on, when the servers are this program's own (SUPPORT_MCP_DB)",
  },
  demo: { ...booleanFlag, brief: "Let the model work on two tickets of a store that is gone afterwards" },
} as const;
