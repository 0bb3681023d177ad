/** Removes secrets from recordings before they are written. */

/** Names of JSON members with secret values, in snake case. */
const SECRET_MEMBER =
  /^((proxy_)?authorization|(set_)?cookie|(.*_)?(api|access|private|secret)_key|(.*_)?(secret|password|passwd|passphrase|credentials?)|token|(access|refresh|id|auth|bearer|session)_token)$/;
/** Names of environment variables with secret values, in snake case. `PWD` alone is the working directory. */
const SECRET_VARIABLE =
  /(^|_)(key|token|pass|auth)$|(secret|password|passwd|passphrase|credentials?|apikey)$|_pwd$|^sshpass$/;

/** Texts that are recognizable as secrets, with a description. */
const SECRET_FORMS: readonly [RegExp, string][] = [
  [/\b(?:Bearer|Basic)\s+(?=\S*\d)[\w+/.~=-]{8,}/gi, "authorization"], // without a digit it is probably prose
  [/\b(?:sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{16,})/g, "API key"],
  [/\b(?:AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,})/g, "API key"],
  [/\bya29\.[\w-]{20,}/g, "Google token"],
  [/\bwhsec_[\w+/=-]{16,}/g, "webhook secret"],
  [/\bpypi-[\w-]{50,}/g, "PyPI token"],
  [/\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g, "AWS key"],
  [/\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,})/g, "GitHub token"],
  [/\bgl(?:pat|dt|rt|ptt|cbt|soat)-[\w-]{16,}/g, "GitLab token"],
  [/\bnpm_\w{30,}/g, "npm token"],
  [/\bhf_\w{30,}/g, "Hugging Face token"],
  [/\bdckr_(?:pat|oat)_[\w-]{20,}/g, "Docker token"],
  [/\bglsa_\w{30,}/g, "Grafana token"],
  [/\bdo[opr]_v1_[0-9a-f]{60,}/g, "DigitalOcean token"],
  [/(?<=\bhooks\.slack\.com\/services\/)[\w/]{20,}/g, "secret in a URL"],
  [/\b(?:xox[abeprs]|xapp)-[\w-]{10,}/g, "Slack token"],
  [/(?<![\w-])(?=[\w-]*eyJ)[\w-]{11,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g, "JSON Web Token"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----BEGIN)[^])*?-----END [A-Z ]*PRIVATE KEY-----/g, "private key"],
  [/(?<=\b[a-z][a-z\d+.-]*:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/gi, "password in a URL"],
  [/(?<=[?&](?:key|sig|signature|x-(?:amz|goog)-signature)=)[^\s&#"'<>]{6,}/gi, "secret in a URL"],
];

const ASSIGNED_NAME = String.raw`(?<![\w-])([A-Za-z][\w-]{0,60})`;

/**
 * Assignments in a text: `DB_PASSWORD=…`, `X-Api-Key: …`, or `"apiKey": "…"` in JSON, which may be a text in JSON again.
 * Without a digit, the word after a colon is probably prose.
 */
const ASSIGNMENTS: readonly RegExp[] = [
  new RegExp(String.raw`${ASSIGNED_NAME}(=)([^\s"'&,;]{6,})`, "g"),
  new RegExp(String.raw`${ASSIGNED_NAME}( ?: | = )((?=[^\s"'&,;\d]{0,200}\d)[^\s"'&,;]{6,})`, "g"),
  new RegExp(String.raw`${ASSIGNED_NAME}(=')([^'"\n]+)`, "g"),
  ...[0, 1, 2].map(matchQuoted),
];

/**
 * Matches assignments of values in quotation marks, with their escapes.
 *
 * @param depth How many times the text was made a text in JSON. Each time doubles its backslashes.
 */
function matchQuoted(depth: number): RegExp {
  const escape = String.raw`\\{${2 ** depth}}`;
  const quote = String.raw`\\{${2 ** depth - 1}}"`;
  const value = String.raw`(?:[^"\\]|${escape}(?:${quote}|${escape}|[^"\\]))+`;
  return new RegExp(`${ASSIGNED_NAME}((?:=|${quote} ?: ?)${quote})(${value})`, "g");
}

/** Numbers in the form of payment cards: Visa, Mastercard, Discover with 16 digits, American Express with 15. */
const CARD_NUMBER =
  /(?<![\w.-])(?:(?:4\d|5[1-5]|2[2-7]|6[05])\d{2}(?:([ -]?)\d{4})(?:\1\d{4}){2}|3[47]\d{2}([ -]?)\d{6}\2\d{5})(?![\w-])/g;

/** Minimum length of a variable's value: shorter ones occur everywhere and are easily guessed. */
const MIN_VALUE_LENGTH = 6;

/** The placeholder of a removed secret. */
export const REMOVED = /\[removed: [^\]]*\]/;

/** @param name The secret's name, such as `OPENAI_API_KEY`. */
export function toPlaceholder(name: string): string {
  return `[removed: ${name}]`;
}

/** Removes secrets from values and counts the removals. */
export class Secrets {
  /** Number of removals of each secret, by name. */
  readonly removed: Record<string, number> = {};
  readonly #values: readonly [name: string, value: string][];

  /**
   * @param values Secrets by name. The longest are removed first, since one may be part of another.
   */
  constructor(values: Readonly<Record<string, string>> = {}) {
    this.#values = Object.entries(values).filter(([, value]) => value.length >= MIN_VALUE_LENGTH)
      .sort(([, one], [, other]) => other.length - one.length);
  }

  /**
   * Copies a value without its secrets.
   *
   * @param value Any JSON value.
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
    for (const form of ASSIGNMENTS) clean = clean.replaceAll(form, (...parts) => this.#cleanAssignment(parts));
    return clean.replaceAll(CARD_NUMBER, (digits) => hasCheckDigit(digits) ? this.#remove("card number") : digits);
  }

  #cleanAssignment([all, name, separator, value]: string[]): string {
    const form = /^[A-Z\d_]+$/.test(name!) ? SECRET_VARIABLE : SECRET_MEMBER;
    return form.test(toSnakeCase(name!)) && !REMOVED.test(value!) ? `${name}${separator}${this.#remove(name!)}` : all!;
  }

  #remove(name: string): string {
    this.removed[name] = (this.removed[name] ?? 0) + 1;
    return toPlaceholder(name);
  }
}

/** Checks the last digit by the Luhn formula (ISO/IEC 7812-1, annex B). */
function hasCheckDigit(number: string): boolean {
  const digits = number.replace(/\D/g, "");
  const sum = Array.from(digits, Number).reverse().reduce((sum, digit, index) => {
    const weighted = index % 2 === 0 ? digit : digit * 2;
    return sum + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** Selects the variables with secret names. */
export function getSecrets(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => SECRET_VARIABLE.test(toSnakeCase(name))));
}

/** Converts a name such as `apiKey`, `API_KEY` or `x-api-key` to snake case. */
function toSnakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").replaceAll("-", "_").replace(/^x_/i, "").toLowerCase();
}
