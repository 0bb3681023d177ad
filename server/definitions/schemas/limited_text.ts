import * as z from "zod";
import { fitsCharacters } from "../../../base/text/count_characters.ts";

/**
 * Creates the schema of a text. Its limit counts code points, as the published `maxLength` and the desk do; zod's own
 * counts UTF-16 code units.
 *
 * @param limit The maximum number of characters.
 * @param minimum The fewest characters.
 */
export function limitedText(limit: number, minimum = 1): z.ZodString {
  const check = z.check<string>(({ value, issues }) => {
    if (fitsCharacters(value, limit)) return;
    issues.push({ code: "too_big", origin: "string", maximum: limit, inclusive: true, input: value });
  });
  check._zod.onattach.push(({ _zod: { bag } }) => {
    bag.maximum = limit;
  });
  const text = minimum === 0 ? z.string() : z.string().min(minimum);
  return text.check(check);
}
