/** Providers of models and how to reach them. */

export const PROVIDERS = ["anthropic", "openai", "ollama", "lmstudio", "vllm", "openai-compatible"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface Provider {
  /** The wire format: Anthropic's Messages or OpenAI's chat completions. */
  wireFormat: "anthropic" | "openai";
  /** The environment variable with the API key. */
  key: string;
  /** Requests without an API key are rejected. */
  needsKey: boolean;
  /** The environment variable with the base URL. */
  location: string;
  /** The default base URL, or null if it must be set. */
  baseUrl: string | null;
}

/** Each provider's usual variables. Local providers use their default ports. */
export const PROVIDER_SETTINGS: Readonly<Record<ProviderName, Provider>> = {
  anthropic: {
    wireFormat: "anthropic",
    key: "ANTHROPIC_API_KEY",
    needsKey: true,
    location: "ANTHROPIC_BASE_URL",
    baseUrl: "https://api.anthropic.com/v1",
  },
  openai: {
    wireFormat: "openai",
    key: "OPENAI_API_KEY",
    needsKey: true,
    location: "OPENAI_BASE_URL",
    baseUrl: "https://api.openai.com/v1",
  },
  ollama: createLocalProvider("OLLAMA", 11434),
  lmstudio: createLocalProvider("LMSTUDIO", 1234),
  vllm: createLocalProvider("VLLM", 8000),
  "openai-compatible": { ...createLocalProvider("OPENAI_COMPATIBLE", 0), baseUrl: null },
};

function createLocalProvider(prefix: string, port: number): Provider {
  return {
    wireFormat: "openai",
    key: `${prefix}_API_KEY`,
    needsKey: false,
    location: `${prefix}_BASE_URL`,
    baseUrl: `http://127.0.0.1:${port}/v1`,
  };
}

/** The environment variables with API keys, which servers do not inherit. */
export const KEY_VARIABLES: readonly string[] = PROVIDERS.map((name) => PROVIDER_SETTINGS[name].key);
