/** The filter of custom fields: `field:plan=Pro`, `field:order>100`, or `field:plan` for any value. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { parseBoolean } from "../../../base/values/parse_boolean.ts";
import { parseNumber } from "../../../base/values/parse_number.ts";
import { fold, terms } from "../analysis/mod.ts";
import type { CustomFields } from "../../settings.ts";
import type { Expression, FieldExpression } from "./expression/mod.ts";
import { type QueryToken, toTokenError } from "./tokens.ts";

export const FIELD_EXAMPLE = 'field:plan=Pro, field:plan="On hold", field:order>100 or field:plan';

const FORM = /^(?<name>[^<>=:]+)(?:(?<operator><=|>=|<|>|=|:)(?<value>.*))?$/su;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The parts of a field filter. */
export interface FieldFilter {
  name: string;
  operator: string;
  values: readonly string[];
}

/** Reads the parts of a field filter. Commas separate values, unless these are quoted. */
export function readFieldFilter({ value, quoted }: QueryToken): FieldFilter {
  const { name = "", operator = "", value: text } = FORM.exec(value.trim())?.groups ?? {};
  const values = text === undefined ? [] : quoted ? [text] : text.split(",");
  return { name: name.trim(), operator, values: values.map((each) => each.trim()) };
}

/** Finds a field by its name in any case. */
export function findField(fields: CustomFields, text: string): string | undefined {
  const wanted = fold(text.trim());
  return Object.keys(fields).find((name) => fold(name) === wanted);
}

/** @throws {DeskError} `invalid` without a name or a value, and for an order of texts. */
export function parseFieldFilter(token: QueryToken): Expression {
  const { name, operator, values } = readFieldFilter(token);
  if (name === "") throw toTokenError(token, `the name of the field is missing. Use ${FIELD_EXAMPLE}.`);
  if (operator === "") return { kind: "terms", anyOf: [terms.field(name)], prefixes: [] };
  if (values.includes("")) {
    throw toTokenError(token, `a value is missing. Put it directly after the operator: ${FIELD_EXAMPLE}.`, {
      code: "missing_filter_value",
      possible: [FIELD_EXAMPLE],
    });
  }
  if (operator === "=" || operator === ":") return toValuesExpression(name, values, token.quoted);
  return parseComparison(token, name, operator as FieldExpression["operator"], values.join(","));
}

function toValuesExpression(name: string, values: readonly string[], isQuoted: boolean): Expression {
  const isPrefix = (value: string) => !isQuoted && value.length > 1 && value.endsWith("*");
  const whole = values.filter((value) => !isPrefix(value));
  const meanings = whole.flatMap((value) => [value, parseNumber(value) ?? value, parseBoolean(value) ?? value]);
  return {
    kind: "terms",
    anyOf: [...new Set(meanings.map((value) => terms.fieldValue(name, value)))],
    prefixes: values.filter(isPrefix).map((value) => terms.fieldValue(name, value.slice(0, -1))),
  };
}

function parseComparison(
  token: QueryToken,
  name: string,
  operator: FieldExpression["operator"],
  text: string,
): FieldExpression {
  const number = parseNumber(text);
  if (number !== undefined) return { kind: "field", name: fold(name.trim()), operator, value: number };
  if (DATE.test(text)) return { kind: "field", name: fold(name.trim()), operator, value: text };
  throw toTokenError(
    token,
    `"${operator}" needs a number or a date, and not "${toShortLine(text)}". Use field:order>100 or ` +
      "field:renewal<2026-12-01.",
  );
}

/** Compares a value of a custom field, or its text in the index. Texts that are neither numbers nor dates have no order. */
export function meetsComparison({ operator, value }: FieldExpression, given: string | number | boolean): boolean {
  const other = typeof value === "number"
    ? parseNumber(String(given)) ?? NaN
    : typeof given === "string" && DATE.test(given)
    ? given
    : NaN;
  switch (operator) {
    case "<":
      return other < value;
    case "<=":
      return other <= value;
    case ">":
      return other > value;
    case ">=":
      return other >= value;
  }
}
