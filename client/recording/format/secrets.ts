/** What is to stay secret, and is taken out of a recording before it is written. */

/** Names of members of JSON objects whose values are secrets, with `_` between their words. */
const SECRET_MEMBER =
  /^((proxy_)?authorization|(set_)?cookie|(.*_)?(api|access|private|secret)_key|(.*_)?(secret|password|passwd|passphrase|credentials?)|token|(access|refresh|id|auth|bearer|session)_token)$/;
/** The same of environment variables, of which more are secret; `PWD` alone is the folder that a shell is in. */
const SECRET_VARIABLE = /(^|_)(key|token|secret|password|passwd|passphrase|credentials?|auth)$|_pwd$/;

/** Texts that are secrets by their form, with what they are. */
const SECRET_FORMS: readonly [RegExp, string][] = [
  [/\b(?:Bearer|Basic)\s+(?=\S*\d)[\w+/.~=-]{8,}/gi, "authorization"], // words without a digit are most likely words
  [/\bsk-[\w-]{16,}/g, "API key"],
  [/\bAIza[\w-]{30,}/g, "API key"],
  [/\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g, "AWS key"],
  [/\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,})/g, "GitHub token"],
  [/\bxox[abpsr]-[\w-]{10,}/g, "Slack token"],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g, "JSON Web Token"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/g, "private key"],
  [/(?<=\b[a-z][a-z\d+.-]*:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/gi, "password in a URL"],
];

/** Shorter values of variables are found everywhere, and guessed easily. */
const MIN_VALUE_LENGTH = 6;

/** What stands in a secret's place. */
export const REMOVED = /\[removed: [^\]]*\]/;

/** @param name The secret's, such as `OPENAI_API_KEY`. */
export function toPlaceholder(name: string): string {
  return `[removed: ${name}]`;
}

/** Takes secrets out of what is to be recorded, and counts them. */
export class Secrets {
  /** How often each was taken out, by its name. */
  readonly removed: Record<string, number> = {};
  readonly #values: readonly [name: string, value: string][];

  /**
   * @param values Secrets by their names; the longest are looked for first, for one may be part of another.
   */
  constructor(values: Readonly<Record<string, string>> = {}) {
    this.#values = Object.entries(values).filter(([, value]) => value.length >= MIN_VALUE_LENGTH)
      .sort(([, one], [, other]) => other.length - one.length);
  }

  /**
   * Makes a copy without secrets.
   *
   * @param value Anything that JSON can hold.
   */
  removeFrom<Value>(value: Value): Value {
    return this.#copy(value) as Value;
  }

  #copy(value: unknown): unknown {
    if (typeof value === "string") return this.#clean(value);
    if (Array.isArray(value)) return value.map((item) => this.#copy(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        typeof member === "string" && member !== "" && SECRET_MEMBER.test(toSnakeCase(name))
          ? this.#remove(name)
          : this.#copy(member),
      ]),
    );
  }

  #clean(text: string): string {
    let clean = text;
    for (const [name, value] of this.#values) clean = clean.replaceAll(value, () => this.#remove(name));
    for (const [form, name] of SECRET_FORMS) clean = clean.replaceAll(form, () => this.#remove(name));
    return clean;
  }

  #remove(name: string): string {
    this.removed[name] = (this.removed[name] ?? 0) + 1;
    return toPlaceholder(name);
  }
}

/** The variables of an environment whose names say that they are secret. */
export function getSecrets(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => SECRET_VARIABLE.test(toSnakeCase(name))));
}

/** Names are written in several ways: `apiKey`, `API_KEY`, `x-api-key`. */
function toSnakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").replaceAll("-", "_").replace(/^x_/i, "").toLowerCase();
}
