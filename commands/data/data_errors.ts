import { DataError } from "../../data/mod.ts";
import { DeskError } from "../../store/mod.ts";
import { toCommandError } from "../process/mod.ts";

/** Runs work on data, and turns its expected errors into messages for the terminal. */
export async function convertDataErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toCommandError(error, [DataError, DeskError]);
  }
}
