/** Groupings of reports, as people and models write them. */

import { toShortLine } from "../../base/text/short_line.ts";
import { DeskError } from "../errors.ts";
import { findFieldName, type Quote } from "../fields/mod.ts";
import { REPORT_GROUPINGS, type ReportGrouping } from "../report.ts";
import type { CustomFields } from "../settings.ts";
import type { FieldKind } from "./groups.ts";

/** The parts of a report: those that every desk has, or the values of a custom field. */
export type Grouping = ReportGrouping | FieldKind;

/** Custom fields may be written as in queries and files. Their names alone mean nothing else. */
const PREFIX = /^(?:field:|custom\.)/i;

/** The types whose values are few, and no words of customers. */
const TYPES = ["choice", "boolean"];

/**
 * Parses a grouping, in any case.
 *
 * @param quote Marks words of the settings in messages.
 * @throws {DeskError} `invalid` for an unknown grouping, and for a field whose values reports do not count.
 */
export function parseGrouping(
  text: string,
  fields: CustomFields,
  quote: Quote = (words) => words,
): Grouping {
  const wanted = text.trim();
  const known = REPORT_GROUPINGS.find((grouping) => grouping === wanted.toLowerCase());
  if (known !== undefined) return known;
  const names = Object.keys(fields);
  const isField = PREFIX.test(wanted);
  const { name, nearest } = findFieldName(
    isField ? names : [...REPORT_GROUPINGS, ...names],
    wanted.replace(PREFIX, ""),
  );
  const counted = names.filter((name) => TYPES.includes(fields[name]!.type));
  const list = counted.length === 0 ? "" : `: ${quote(counted.join(", "))}`;
  if (name === undefined) throw createUnknownError(wanted, nearest, list, quote);
  if (counted.includes(name)) return `field:${name}`;
  throw new DeskError(
    "invalid",
    `group_by cannot be ${quote(name)}: its type is ${
      fields[name]!.type
    }, and reports group by choices and booleans${list}.`,
    { field: "group_by" },
  );
}

/** The name of the group without a value. */
const NO_VALUE = "(none)";

/** Names a group of a report. A value that is written like the group without one has quotation marks. */
export function nameGroup(group: string | null): string {
  return group === null ? NO_VALUE : group === NO_VALUE ? `"${group}"` : group;
}

function createUnknownError(
  text: string,
  nearest: string | undefined,
  list: string,
  quote: Quote,
): DeskError {
  const isOwn = nearest !== undefined && !REPORT_GROUPINGS.some((grouping) => grouping === nearest);
  const meant = nearest === undefined ? "" : ` Did you mean ${isOwn ? quote(nearest) : nearest}?`;
  const others = REPORT_GROUPINGS.slice(0, -1).join(", ");
  const last = REPORT_GROUPINGS.at(-1);
  const known = list === ""
    ? `${others}, or ${last}`
    : `${others}, ${last}, or a custom field that is a choice or a boolean${list}`;
  return new DeskError(
    "invalid",
    `group_by cannot be "${toShortLine(text)}".${meant} Use ${known}.`,
    { field: "group_by" },
  );
}
