/** The grammar of the query language: operators, groups, words and filters. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import { hasWords, splitUnits, terms } from "../analysis/mod.ts";
import { isAddress, readDomain } from "./customer_words.ts";
import type { Expression } from "./expression/mod.ts";
import { type FilterContext, type Filters, TICKET_FILTERS } from "./filters.ts";
import { findField } from "./field_filter.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { parseTicketNumber } from "./ticket_number.ts";
import { type QueryToken, toTokenError } from "./tokens.ts";

/** Groups within groups. */
const MAX_DEPTH = 10;

/** The operator of a filter, and what follows, as a separate token. */
const SPACED_OPERATOR = /^(:?[<>]=?|[:=])(.*)$/su;

/** Parses the tokens of one query. */
export class QueryParser {
  #at = 0;
  #depth = 0;
  /** The exclusions around the next part. */
  #exclusions = 0;

  constructor(
    private readonly tokens: readonly QueryToken[],
    private readonly filters: Filters,
    private readonly context: Omit<FilterContext, "isExcluded">,
  ) {}

  /** Parses the parts that spaces separate. */
  parse(): Expression[] {
    const parts: Expression[] = [];
    for (let token = this.#next; token !== undefined && token.group !== "close"; token = this.#next) {
      parts.push(this.#parseAny());
    }
    return parts;
  }

  get #next(): QueryToken | undefined {
    return this.tokens[this.#at];
  }

  #parseAny(): Expression {
    return this.#parseOperands("OR", "any", () => this.#parseAll());
  }

  #parseAll(): Expression {
    return this.#parseOperands("AND", "all", () => this.#parseNot());
  }

  #parseOperands(operator: "AND" | "OR", kind: "all" | "any", parseOperand: () => Expression): Expression {
    const parts = [parseOperand()];
    while (this.#next?.operator === operator) {
      const token = this.#next;
      this.#at++;
      this.#requireOperand(token);
      parts.push(parseOperand());
    }
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #requireOperand(token: QueryToken): void {
    const next = this.#next;
    if (next !== undefined && next.group !== "close") return;
    throw toTokenError(token, `${token.operator} needs a part after it. Add one, or remove ${token.operator}.`, {
      code: "missing_operand",
    });
  }

  #parseNot(): Expression {
    const token = this.#next!;
    this.#at++;
    return token.negative ? this.#exclude(() => this.#parsePart(token)) : this.#parsePart(token);
  }

  #exclude(parse: () => Expression): Expression {
    this.#exclusions++;
    const part = toExcluded(parse());
    this.#exclusions--;
    return { kind: "not", part };
  }

  #parsePart(token: QueryToken): Expression {
    if (token.operator === "NOT") {
      this.#requireOperand(token);
      return this.#exclude(() => this.#parseNot());
    }
    if (token.operator !== undefined) {
      throw toTokenError(token, `${token.operator} needs a part before it. Add one, or write it in quotation marks.`, {
        code: "missing_operand",
      });
    }
    return token.group === "open" ? this.#parseGroup(token) : this.#parseLeaf(token);
  }

  #parseLeaf(token: QueryToken): Expression {
    const context = { ...this.context, isExcluded: this.#exclusions > 0 };
    if (token.filter !== null) return toFilterExpression(token, token.filter, context, this.filters);
    this.#rejectSpaces(token);
    return toTextExpression(token);
  }

  /** Rejects a filter with spaces in it, such as `due < 2h` or `due <2h`, which would be words. */
  #rejectSpaces({ text, quoted }: QueryToken): void {
    const [, operator, value] = SPACED_OPERATOR.exec(text) ?? [];
    const name = this.tokens[this.#at - 2];
    if (operator === undefined || quoted || name === undefined || name.filter !== null || name.quoted) return;
    if (!listNames(this.filters).includes(name.value.toLowerCase())) return;
    const rest = value === "" ? this.#next?.text : value;
    if (rest === undefined) return;
    const filter = `${name.text}${operator === "=" ? ":" : operator}${rest}`;
    throw toTokenError(
      name,
      `a filter has no spaces. Write ${toShortLine(filter)}, or put the words in quotation marks.`,
    );
  }

  #parseGroup(token: QueryToken): Expression {
    if (++this.#depth > MAX_DEPTH) throw toTokenError(token, `the groups are nested too deeply (limit ${MAX_DEPTH}).`);
    const parts = this.parse();
    this.#depth--;
    this.#at++; // the closing parenthesis, which the tokens always have
    if (parts.length === 0) throw toTokenError(token, "the parentheses are empty. Remove them.");
    // Within a group, words that a space separates are alternatives, as they are outside.
    const words = parts.filter(({ kind }) => kind === "word");
    const others = parts.filter(({ kind }) => kind !== "word");
    return toSingle("all", [...words.length === 0 ? [] : [toSingle("any", words)], ...others]);
  }
}

/** Marks a group, even of one word, as an expression that must be met. */
function toSingle(kind: "all" | "any", parts: Expression[]): Expression {
  return parts.length === 1 && parts[0]!.kind !== "word" ? parts[0]! : { kind, parts };
}

function toTextExpression(token: QueryToken): Expression {
  if (!hasWords(token.value)) {
    throw toTokenError(token, "it contains no word. Punctuation and emoji are not indexed. Remove it.", {
      code: "no_word",
    });
  }
  if (token.quoted) return toPhrase(token.value);
  return { kind: "word", text: token.value.replace(/\*+$/, ""), isPrefix: token.value.endsWith("*") };
}

/**
 * An excluded number or identifier, such as `2` or `ORD-123`, is one that a ticket has as a whole: the `2` in `v2` does not count, and
 * parts of the identifier are in too many others.
 */
function toExcluded(expression: Expression): Expression {
  if (expression.kind === "all" || expression.kind === "any") {
    return { ...expression, parts: expression.parts.map(toExcluded) };
  }
  if (expression.kind !== "word" || expression.isPrefix || !/\d/.test(expression.text)) return expression;
  const { text } = expression;
  const exact: Expression[] = [toPhrase(text, true), { kind: "terms", anyOf: [terms.tag(text)], prefixes: [] }];
  const number = parseTicketNumber(text);
  if (number !== null) return { kind: "any", parts: [...exact, { kind: "number", number }] };
  if (splitUnits(text).length === 1) return { ...expression, isWhole: true };
  return { kind: "any", parts: exact };
}

/** An address or a domain is also that of the customer. */
function toPhrase(text: string, isInTexts = false): Expression {
  const phrase = { kind: "phrase", text, ...isInTexts ? { isInTexts } : {} } as const;
  const domain = readDomain(text);
  const customer = domain !== null ? terms.domain(domain) : isAddress(text) ? terms.customer(text) : null;
  if (customer === null) return phrase;
  return { kind: "any", parts: [phrase, { kind: "terms", anyOf: [customer], prefixes: [] }] };
}

function toFilterExpression(
  token: QueryToken,
  { name, operator }: NonNullable<QueryToken["filter"]>,
  context: FilterContext,
  filters: Filters,
): Expression {
  const filter = filters.get(name.toLowerCase());
  if (filter === undefined) {
    const field = findField(context.fields ?? {}, name);
    if (field !== undefined && filters === TICKET_FILTERS) {
      throw toTokenError(token, `"${field}" is a custom field. Write field:${field}=${toShortLine(token.value)}.`);
    }
    throw toUnknownFilterError(token, name, listNames(filters));
  }
  if (token.value === "" && !token.quoted) {
    throw toTokenError(
      token,
      `the value is missing. Put it directly after the filter, without a space: ${filter.example}.`,
      { code: "missing_filter_value", possible: [filter.example] },
    );
  }
  if (operator !== ":" && !filter.comparable) {
    throw toTokenError(token, `"${toShortLine(name)}" does not support "${operator}". Use ${filter.example}.`);
  }
  return filter.read(token, operator, context);
}

/** Tickets can be sorted as well. */
function listNames(filters: Filters): string[] {
  return [...filters.keys(), ...filters === TICKET_FILTERS ? ["sort"] : []];
}

function toUnknownFilterError(token: QueryToken, name: string, names: readonly string[]): DeskError {
  const meant = findNearestMatch(name, names);
  const problem = `unknown filter "${toShortLine(name)}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  return toTokenError(
    token,
    `${problem} Filters: ${names.join(", ")}. To search for the text itself, put it in quotation marks.`,
    { code: "unknown_filter", ...meant !== undefined && { meant }, possible: names },
  );
}
