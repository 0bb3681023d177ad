/** The flags of `support-mcp agent` that are for a model at work. */

import { APPROVAL_POLICIES, type ApprovalPolicy } from "../../client/loop/approval_policy.ts";
import type { ModelFlags } from "../agent_with_model.ts";
import { Failure } from "../failure.ts";
import { listOf, textOf } from "./environment.ts";
import { positiveNumber } from "./whole_number.ts";

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
 * @throws {Failure} When there are flags that contradict each other, or that only make sense with a model.
 */
export function modelFlags(flags: ModelFlagValues, task: string | undefined): ModelFlags | undefined {
  const models = flags.model ?? listOf("SUPPORT_MCP_MODEL") ?? [];
  if (models.length === 0 || models.includes(SIMULATED)) return withoutModel(models, flags, task);
  if (flags.json && flags.quiet) throw new Failure("--json and --quiet contradict each other: choose one.", 2);
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
    db: flags.db ?? (flags.demo ? undefined : textOf("SUPPORT_MCP_DB")),
    demo: flags.demo ?? false,
  };
}

function withoutModel(models: readonly string[], flags: ModelFlagValues, task: string | undefined): undefined {
  if (models.length > 1) throw new Failure(`--model ${SIMULATED} stands alone: leave the other models out.`, 2);
  const name = FOR_MODELS.find((name) => flags[name] !== undefined);
  if (name !== undefined) throw new Failure(`--${name} needs a model to work: add --model PROVIDER:NAME.`, 2);
  if (task !== undefined) throw new Failure("A task needs a model to work on it: add --model PROVIDER:NAME.", 2);
}

/** Flags that would do nothing without a model. */
const FOR_MODELS = [
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

const flag = { kind: "boolean", optional: true, withNegated: false } as const;
const text = { kind: "parsed", parse: String, optional: true } as const;
const number = { kind: "parsed", parse: positiveNumber, optional: true, placeholder: "N" } as const;

export const modelParameters = {
  model: {
    ...text,
    variadic: true,
    placeholder: "PROVIDER:NAME",
    brief:
      "The model that does the work: anthropic, openai, ollama, lmstudio, vllm or openai-compatible, and its name; " +
      "further ones may answer servers (SUPPORT_MCP_MODEL)",
  },
  "base-url": {
    ...text,
    placeholder: "URL",
    brief: "Where the model is, when that isn't its provider's own place",
  },
  "ask-before": {
    kind: "enum",
    values: APPROVAL_POLICIES,
    optional: true,
    brief: "Before which tools a person is asked; writes when left out",
  },
  "max-steps": { ...number, brief: "How often the model is asked, at most; 50 when left out" },
  "max-tokens": { ...number, brief: "How many tokens are read and written, at most; 1000000 when left out" },
  "max-minutes": { ...number, brief: "How long it works, at most; 30 when left out" },
  root: { ...text, variadic: true, placeholder: "DIR", brief: "A folder that servers may work in; none when left out" },
  json: { ...flag, brief: "Print what happens as JSON, one event a line" },
  quiet: { ...flag, brief: "Print only what came of it" },
  db: {
    ...text,
    placeholder: "LOCATION",
    brief: "The store that the model works on, when the servers are this program's own (SUPPORT_MCP_DB)",
  },
  demo: { ...flag, brief: "Let the model work on two tickets of a store that is gone afterwards" },
} as const;
