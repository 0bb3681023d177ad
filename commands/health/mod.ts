/** The health check of the container image. */

export { checkReady } from "./check_ready.ts";
