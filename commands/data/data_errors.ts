import { DataError } from "../../data/mod.ts";
import { DeskError } from "../../store/mod.ts";
import { toCommandError } from "../command_error.ts";

/** Does the work; what a person can mend becomes the one line that they see. */
export async function convertDataErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toCommandError(error, [DataError, DeskError]);
  }
}
