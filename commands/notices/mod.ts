/** The licenses of the software that the program contains. */

export { prepared as notices } from "./prepared.ts";
